import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Media types by ending; the rest is sent as bytes. */
export const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** Serves a built folder as a CDN would: compressed, with hashed files kept for ever, below `base`. */
export function serve(folder: string, base = '/'): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = decoded(url.pathname);
    if (path === undefined || !`${path}/`.startsWith(base)) return send(response, folder, '404.html', 404, '');
    const file = normalize(path.slice(base.length - 1)).replace(/^[/\\]+/, '');
    if (file.split(sep).includes('..')) return send(response, folder, '404.html', 404, '');
    const kind = statSync(join(folder, file), { throwIfNoEntry: false });
    if (kind?.isDirectory() && !path.endsWith('/')) {
      response.writeHead(308, { location: `${path}/${url.search}` }).end();
      return;
    }
    const target = kind?.isDirectory() ? join(file, 'index.html') : file;
    const found = statSync(join(folder, target), { throwIfNoEntry: false })?.isFile() ?? false;
    send(response, folder, found ? target : '404.html', found ? 200 : 404, request.headers['accept-encoding'] ?? '');
  });
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function send(
  response: ServerResponse,
  folder: string,
  file: string,
  status: number,
  accepted: string | string[],
): void {
  const body = readFileSync(join(folder, file));
  const encoding = /\bbr\b/.test(String(accepted)) ? 'br' : /\bgzip\b/.test(String(accepted)) ? 'gzip' : undefined;
  const packed =
    encoding === 'br'
      ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : encoding
        ? gzipSync(body)
        : body;
  const hashed = /(^|[/\\])_astro[/\\]|pagefind[/\\](fragment|index)[/\\]/.test(file);
  response
    .writeHead(status, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(encoding && { 'content-encoding': encoding }),
    })
    .end(packed);
}

if (import.meta.main) {
  const port = Number(process.env['PORT'] ?? 4321);
  serve('dist', process.env['BASE_PATH'] ?? '/').listen(port, () => {
    process.stdout.write(
      `The handbook is at http://localhost:${port}${process.env['BASE_PATH'] ?? '/'} (Ctrl+C ends)\n`,
    );
  });
}
