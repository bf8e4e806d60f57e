import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyLab } from '../../src/lab/lab.ts';
import { pagesOf } from './served.ts';

/** A lab and the page that it stands on. */
export interface Exhibited {
  readonly lab: AnyLab;
  /** Address of the chapter, relative to the base of the site. */
  readonly page: string;
}

const folder = join(import.meta.dirname, '../../src/systems');

/** Every system with a lab and the pages of the build that show it; a lab on no page, or on two, is an error. */
export async function exhibited(): Promise<readonly Exhibited[]> {
  const pages = pagesOf().map((page) => [page, readFileSync(join('dist', page, 'index.html'), 'utf8')] as const);
  const systems = readdirSync(folder).filter((name) =>
    statSync(join(folder, name, 'lab.ts'), { throwIfNoEntry: false }),
  );
  return Promise.all(
    systems.map(async (system) => {
      const { lab } = (await import(join(folder, system, 'lab.ts'))) as { readonly lab: AnyLab };
      const own = pages.filter(([, html]) => html.includes(`data-lab="${lab.id}"`)).map(([page]) => page);
      const [page] = own;
      if (page === undefined || own.length > 1)
        throw new Error(
          `Unexpected pages of the lab ${lab.id}: ${own.join(', ') || 'none'}; expected one with \`::lab[${lab.id}]\`.`,
        );
      return { lab, page };
    }),
  );
}
