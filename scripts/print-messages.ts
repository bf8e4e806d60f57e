import type { Message } from '../src/normalize/message.ts';

/**
 * Prints errors and warnings for a terminal: place, code, reason, and the line with a caret under the column; on
 * GitHub Actions also as annotations, whose files are in `folder`. Changes on record are not printed: the report has
 * them.
 */
export function printMessages(
  messages: readonly Message[],
  textOf: (note: string) => string | undefined,
  folder = 'notes',
): string {
  const lines = new Map<string, readonly string[]>();
  const lineOf = ({ note, line }: Message): string => {
    if (!lines.has(note)) lines.set(note, textOf(note)?.split(/\r\n|\r|\n/) ?? []);
    return lines.get(note)?.[line - 1] ?? '';
  };
  return messages
    .filter(({ severity }) => severity !== 'info')
    .map((message) => `${excerpt(message, lineOf(message))}${annotation(message, folder)}`)
    .join('');
}

/** How many columns of a line are shown, and how many of them stand before the place. */
const [width, before] = [120, 60] as const;

function excerpt({ note, line, column, severity, code, reason }: Message, source: string): string {
  const head = `${note}:${line}:${column}: ${severity}: ${reason} [${code}]\n`;
  if (source.trim() === '') return head;
  const from = Math.max(0, column - 1 - before);
  const gutter = String(line);
  const shown = printable(source.slice(from, from + width));
  // A tab before the caret keeps the caret below its column, whatever a terminal makes of tabs.
  const indent = printable(source.slice(from, column - 1)).replaceAll(/[^\t]/g, ' ');
  return `${head}  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${indent}^\n`;
}

/** A line as a terminal may have it: control characters could colour it or move the cursor. */
const printable = (text: string): string => text.replaceAll(/[\0-\x08\x0a-\x1f\x7f-\x9f]/g, '\ufffd');

function annotation({ note, line, column, severity, code, reason }: Message, folder: string): string {
  if (!process.env['GITHUB_ACTIONS']) return '';
  const file = property(folder === '' ? note : `${folder}/${note}`);
  return `::${severity} file=${file},line=${line},col=${column},title=${code}::${data(reason)}\n`;
}

/** GitHub's escapes for the text of a command, and for its properties. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
