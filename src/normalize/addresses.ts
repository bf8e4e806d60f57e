import type { LinkTargets } from './resolve-links.ts';
import { reserved, type Settings } from './settings/settings.ts';
import { slug } from './split.ts';

/** The name of a file without its folders and its ending. */
const stem = (file: string): string => (file.split('/').at(-1) ?? file).replace(/\.\w+$/, '');

/** The id that the name of a file gives. */
export const idOf = (file: string): string => slug(stem(file));

/** An id for a note that the outline does not quote. */
export function freshId(note: string, settings: Settings): string {
  const id = slug(note.replace(/\.\w+$/, ''));
  const taken =
    reserved.has(id) || settings.outline?.parts.some((part) => part.chapters.some((chapter) => chapter.id === id));
  return taken ? `${id}-note` : id;
}

/** Where links between notes, and wiki links, lead: by id and title of a chapter; without an outline, by file name. */
export function targetsOf(notes: Iterable<string>, settings: Settings): LinkTargets {
  const chapters = settings.outline?.parts.flatMap((part) => part.chapters);
  const named =
    chapters?.flatMap(({ id, title }) => [
      { name: id, id },
      { name: title, id },
    ]) ?? [...notes].map((note) => ({ name: stem(note), id: freshId(note, settings) }));
  return new Map(named.map(({ name, id }) => [name.toLowerCase(), `/${id}/`]));
}
