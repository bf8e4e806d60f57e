/**
 * Marks the links to chapters that are read to their end, and says on the home page how many there are. It stands in
 * the page itself, so that it is in effect before the first paint: it may use nothing from outside of it.
 */
export function showRead(): void {
  let read: unknown;
  try {
    read = JSON.parse(localStorage.getItem('read') ?? '');
  } catch {
    // Nothing is kept, or nothing that can be read.
  }
  for (const link of document.querySelectorAll<HTMLElement>('a[data-chapter]')) {
    const mark = link.querySelector('.read');
    if (!Array.isArray(read) || !read.includes(link.dataset['chapter'])) mark?.remove();
    else if (!mark)
      link.append(Object.assign(document.createElement('span'), { className: 'read', textContent: '(read)' }));
  }
  const count = document.querySelector<HTMLElement>('[data-read-count]');
  const marks = document.querySelectorAll('main .read').length;
  if (!count) return;
  count.textContent = `${marks} of ${count.dataset['readCount']} chapters read`;
  count.hidden = marks === 0;
}
