import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '../../scripts/serve.ts';

/** A built site on a local port. */
export interface Served {
  /** Address of the home page, with its base path. */
  readonly url: string;
  close(): void;
}

/** Serves `dist` (or the build for a base path) on a free port; the build has to be there. */
export async function served(folder = 'dist', base = '/'): Promise<Served> {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`${folder} is not built: run npm test, or node scripts/build.ts`);
  const server = serve(folder, base).listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}${base}`, close: () => server.close() };
}

/** Addresses of all pages of a build, relative to its base, sorted; the page for what is not found is left out. */
export const pagesOf = (folder = 'dist'): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('index.html'))
    .map((file) => file.replace(/index\.html$/, ''))
    .toSorted();
