import { decode } from './decode.ts';

/** The files of a notes folder by what they are. */
export interface Folder {
  readonly settings: ReadonlyMap<string, string>;
  readonly notes: ReadonlyMap<string, Uint8Array>;
  /** Long-form texts of chapters; only a folder with an outline has them. */
  readonly texts: ReadonlyMap<string, Uint8Array>;
  readonly pictures: ReadonlySet<string>;
}

/** Sorts the files by their names, in the order of their paths; others are left out. */
export function sortFiles(files: ReadonlyMap<string, Uint8Array>): Folder {
  const all = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const outlined = files.has('outline.yaml');
  const isText = (file: string): boolean => outlined && /^chapters\/[^/]+\.md$/.test(file);
  return {
    settings: new Map(
      all
        .filter(([file]) => /^(facts\/)?[^/]+\.ya?ml$/.test(file))
        .map(([file, bytes]) => [file, decode(file, bytes).lines.join('\n')]),
    ),
    notes: new Map(all.filter(([file]) => /\.(md|txt)$/i.test(file) && !isText(file))),
    texts: new Map(all.filter(([file]) => isText(file))),
    pictures: new Set(all.map(([file]) => file).filter((file) => /\.(avif|gif|jpe?g|png|svg|webp)$/i.test(file))),
  };
}
