import { parseDocument } from 'yaml';
import { type Message, message } from './message.ts';

/** A note without its front matter: the lines keep their numbers. */
export interface FrontMatter {
  readonly lines: readonly string[];
  /** The field `title`, where it is a text. */
  readonly title?: string;
  readonly messages: readonly Message[];
}

/** Takes YAML front matter off the top of a note: its title is used, the rest is named in a message. */
export function readFrontMatter(note: string, lines: readonly string[]): FrontMatter {
  const none = { lines, messages: [] };
  if (lines[0]?.trimEnd() !== '---') return none;
  const end = lines.findIndex((line, i) => i > 0 && /^(---|\.\.\.)\s*$/.test(line));
  if (end < 2) return none;
  const source = lines.slice(1, end).join('\n');
  const data = read(source);
  if (data === undefined) return none;
  const { title } = data as { title?: unknown };
  const named = typeof title === 'string' && title.trim() !== '';
  const record = message(
    'front-matter-read',
    { note, line: 1, column: 1 },
    named
      ? 'The title of the front matter titles the chapter; its other fields are not used.'
      : 'The fields of the front matter are not used.',
    { before: source },
  );
  return {
    lines: lines.map((line, i) => (i <= end ? '' : line)),
    messages: [record],
    ...(named && { title: title.trim() }),
  };
}

/** The front matter as a map, or nothing where it is none: dashes around prose are separators. */
function read(source: string): object | undefined {
  const document = parseDocument(source, { prettyErrors: false });
  if (document.errors.length > 0) return undefined;
  const data: unknown = document.toJS();
  return data !== null && typeof data === 'object' && !Array.isArray(data) ? data : undefined;
}
