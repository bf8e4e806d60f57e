/** Makes the ledger's filter work: by verdict, chapter and words, kept in the address; nothing on other pages. */
export function ledger(): void {
  const form = document.querySelector<HTMLFormElement>('.ledger-tools');
  const status = form?.querySelector('output');
  if (!form || !status) return;
  const entries = [...document.querySelectorAll<HTMLLIElement>('.ledger [data-kind]')];
  const texts = entries.map(({ textContent }) => textContent.toLowerCase());
  const boxes = [...form.querySelectorAll<HTMLInputElement>('[name=verdict]')];
  const chapter = form.querySelector('select');
  const text = form.querySelector<HTMLInputElement>('[name=text]');
  if (!chapter || !text) return;
  let typing = false;

  const show = (): void => {
    const verdicts = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    const words = text.value.toLowerCase().split(/\s+/);
    for (const [i, entry] of entries.entries())
      entry.hidden = !(
        (verdicts.length === 0 || verdicts.includes(entry.dataset['kind'] ?? '')) &&
        (chapter.value === '' || chapter.value === entry.dataset['chapter']) &&
        words.every((word) => texts[i]?.includes(word))
      );
    for (const section of document.querySelectorAll<HTMLElement>('.ledger section'))
      section.hidden = !section.querySelector('[data-kind]:not([hidden])');
    const count = entries.filter((entry) => !entry.hidden).length;
    status.textContent = count === entries.length ? `${count} entries` : `${count} of ${entries.length} entries`;
  };

  const read = (): void => {
    const asked = new URLSearchParams(location.search);
    const verdicts = (asked.get('verdict') ?? '').split(',');
    for (const box of boxes) box.checked = verdicts.includes(box.value);
    const wanted = asked.get('chapter') ?? '';
    chapter.value = [...chapter.options].some(({ value }) => value === wanted) ? wanted : '';
    text.value = asked.get('text') ?? '';
    show();
  };

  const keep = (): void => {
    const address = new URL(location.href);
    const verdict = boxes
      .filter(({ checked }) => checked)
      .map(({ value }) => value)
      .join(',');
    for (const [key, value] of Object.entries({ verdict, chapter: chapter.value, text: text.value.trim() }))
      if (value === '') address.searchParams.delete(key);
      else address.searchParams.set(key, value);
    if (address.href === location.href) return;
    // One step back undoes one step; the letters of a word are one.
    if (typing) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
  };

  form.addEventListener('input', ({ target }) => {
    show();
    if (target !== text) typing = false;
    keep();
    typing = target === text;
  });
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    for (const box of boxes) box.checked = false;
    chapter.value = '';
    text.value = '';
    typing = false;
    show();
    keep();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('popstate', read);
  form.hidden = false;
  read();
}
