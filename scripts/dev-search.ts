import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { close } from 'pagefind';
import { handbookRecords, makeSearchIndex, type SearchPage } from './search-index.ts';
import { types } from './serve.ts';

/** What is used of Vite's server. */
interface DevServer {
  readonly middlewares: {
    use(handle: (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void): unknown;
  };
  readonly watcher: { on(event: 'all', changed: () => void): unknown };
  readonly httpServer: { address(): AddressInfo | string | null } | null;
  readonly config: { readonly base: string };
}

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Search while writing, as a Vite plugin: the index is made of the running site's own pages when search is opened for
 * the first time, and again when it is opened after something has changed.
 */
export const devSearch = {
  name: 'search',
  configureServer({ middlewares, watcher, httpServer, config }: DevServer): void {
    let made: Promise<Files> | undefined;
    let isStale = false;
    watcher.on('all', () => {
      isStale = true;
    });
    const make = async (earlier: Files): Promise<Files> => {
      isStale = false;
      const address = httpServer?.address();
      if (!address || typeof address === 'string') throw new Error('The server has no port to read its pages from.');
      const pages = await crawl(`http://localhost:${address.port}${config.base}`);
      const { files } = await makeSearchIndex({ pages, records: handbookRecords() });
      await close();
      // A page that is still open asks for pieces of the index that it began with.
      return new Map([...earlier, ...files]);
    };
    middlewares.use((request, response, next) => {
      const file = /\/pagefind\/([^?]+)/.exec(request.url ?? '')?.[1];
      if (file === undefined) return next();
      const entry = file === 'pagefind-entry.json';
      if (made === undefined || (entry && isStale)) made = (made ?? Promise.resolve(new Map())).then(make);
      made
        .then((files) => {
          const body = files.get(file);
          response.writeHead(body ? 200 : 404, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
          response.end(body);
        })
        .catch((error: unknown) => {
          made = undefined;
          next(error);
        });
    });
  },
};

/** The pages that can be reached from an address and that are to be searched. */
async function crawl(home: string): Promise<readonly SearchPage[]> {
  const seen = new Set([home]);
  const pages: SearchPage[] = [];
  for (let next: readonly string[] = [home]; next.length > 0; ) {
    const loaded = await Promise.all(next.map(async (address) => ({ address, html: await load(address) })));
    for (const { address, html } of loaded)
      if (html.includes('data-pagefind-body')) pages.push({ path: `/${address.slice(home.length)}`, html });
    next = loaded
      .flatMap(({ html }) => [...html.matchAll(/<a\b[^>]*\bhref="([^"#?]+\/)[^"]*"/g)])
      .map(([, href = '']) => new URL(href, home).href)
      .filter((address) => address.startsWith(home) && seen.size < seen.add(address).size);
  }
  return pages.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** A page that cannot be had, as one of a broken note, is left out. */
async function load(address: string): Promise<string> {
  const response = await fetch(address).catch(() => undefined);
  return response?.ok ? response.text() : '';
}
