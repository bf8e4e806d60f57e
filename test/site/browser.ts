import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Chromium as systems install it. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts the machine's Chromium, or the one that comes as a package where there is none. */
export async function launch(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
  ];
  const own = [process.env['CHROMIUM_PATH'], ...installed].find((path) => path !== undefined && existsSync(path));
  return chromium.launch({ executablePath: own ?? (await packaged()), args });
}

/** The packaged Chromium brings its own libraries, once it believes itself on a bare machine. */
async function packaged(): Promise<string> {
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x';
  const { default: sparticuz } = await import('@sparticuz/chromium');
  return sparticuz.executablePath();
}
