import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from './browser.ts';

// A copy of the project, inside it so that its packages are found, in which notes may be broken.
const copy = resolve(`.dev-test-${process.pid}`);
const port = 4390 + (process.pid % 100);
const terms = join(copy, 'notes/terms.yaml');

let server: ChildProcess;
let browser: Browser;
let printed = '';

beforeAll(async () => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy);
  for (const name of ['notes', 'src', 'scripts', 'public', 'package.json', 'tsconfig.json', 'astro.config.mjs'])
    cpSync(name, join(copy, name), { recursive: true });
  // Vitest's own variables would put Vite into its test mode.
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITE|NODE_ENV|DEV|PROD|MODE|SSR|BASE_URL|TEST)/.test(name)),
  );
  server = spawn('node', ['scripts/dev.ts'], {
    cwd: copy,
    env: { ...own, PORT: String(port), ASTRO_TELEMETRY_DISABLED: '1' },
  });
  server.stdout?.on('data', (text) => (printed += text));
  server.stderr?.on('data', (text) => (printed += text));
  browser = await launch();
  await waitFor(
    async () =>
      (await fetch(`http://localhost:${port}/caching/`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined))
        ?.ok === true,
  );
});

afterAll(async () => {
  await browser?.close();
  server?.kill('SIGTERM');
  await new Promise((ended) => (server?.exitCode === null ? server.once('exit', ended) : ended(undefined)));
  rmSync(copy, { recursive: true, force: true });
});

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end || server.exitCode !== null)
      throw new Error(`Waited a minute in vain. The server printed:\n${printed}`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

test('a note saved with an error shows its message in the terminal and over the page; mended, the page comes back', async () => {
  const right = readFileSync(terms, 'utf8');
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/caching/`);
  await page.waitForSelector('text=A store of copies');

  writeFileSync(terms, right.replace('- term: cache\n', '- trem: cache\n'));
  await page.waitForSelector('vite-error-overlay', { timeout: 60_000 });
  await expect.poll(() => page.locator('vite-error-overlay #message-content').textContent()).toContain('trem');
  expect(printed).toMatch(/terms\.yaml:\d+:\d+: error: .*`trem`/);

  writeFileSync(terms, right.replace('A store of copies, nearer', 'A storehouse of copies, nearer'));
  await page.waitForSelector('text=A storehouse of copies', { timeout: 60_000 });
  expect(await page.locator('vite-error-overlay').count()).toBe(0);
  expect(server.exitCode).toBe(null);
}, 180_000);

test('search finds what is on the running site, and what was written since', async () => {
  const right = readFileSync(terms, 'utf8');
  const page = await browser.newPage();
  // A page that reloads because of the note forgets the search: it is asked again.
  const leadsTo = async (typed: string, address: string): Promise<void> =>
    waitFor(async () => {
      await page.goto(`http://localhost:${port}/search/?q=${typed}`).catch(() => undefined);
      const first = page.locator('.find a').first();
      return (await first.getAttribute('href', { timeout: 20_000 }).catch(() => undefined)) === address;
    });
  await leadsTo('lb', '/load-balancer/');

  writeFileSync(terms, `${right}\n- term: quizzaciously\n  definition: In a way that mocks.\n  chapter: caching\n`);
  await leadsTo('quizzaciously', '/glossary/#quizzaciously');
  writeFileSync(terms, right);
  await page.close();
}, 240_000);
