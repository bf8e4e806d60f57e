/** Makes the button work that copies a page's Markdown; it says so when it has, or has not. */
export function copyMarkdown(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-copy-markdown]');
  const address = document.querySelector<HTMLLinkElement>('link[rel="alternate"][type="text/markdown"]')?.href;
  const status = button?.parentElement?.querySelector('[role="status"]');
  // A page that was not loaded safely has no clipboard.
  if (!button || !address || !status || !('clipboard' in navigator)) return;
  button.addEventListener('click', () => {
    status.textContent = '';
    copy(address).then(
      () => {
        status.textContent = 'Copied';
      },
      () => {
        status.textContent = 'Not copied: open the Markdown instead';
      },
    );
  });
  button.hidden = false;
}

/** The text is promised and not awaited: Safari lets a page write only while the click lasts. */
async function copy(address: string): Promise<void> {
  const text = fetch(address).then(async (response) => {
    if (!response.ok) throw new Error(response.statusText);
    return new Blob([await response.text()], { type: 'text/plain' });
  });
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
}
