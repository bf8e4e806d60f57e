/** Brings each lab of a page to life when it comes near the view; a page without one has none of this. */
const watch = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      watch.unobserve(target);
      // A file that does not come leaves the run that the page was built with.
      import('./awaken-lab.ts').then(({ awakenLab }) => awakenLab(target)).catch(() => {});
    }
  },
  { rootMargin: '25%' },
);

for (const place of document.querySelectorAll('[data-lab]')) watch.observe(place);
