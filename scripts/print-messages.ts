import type { Message } from '../src/normalize/message.ts';

/**
 * Prints errors and warnings for a terminal: place, code, reason, and the line with a caret under the column;
 * on GitHub Actions also as annotations. Changes on record are not printed: the report has them.
 */
export function printMessages(messages: readonly Message[], textOf: (note: string) => string | undefined): string {
  const lines = new Map<string, readonly string[]>();
  const lineOf = ({ note, line }: Message): string => {
    if (!lines.has(note)) lines.set(note, textOf(note)?.split(/\r\n|\r|\n/) ?? []);
    return lines.get(note)?.[line - 1] ?? '';
  };
  return messages
    .filter(({ severity }) => severity !== 'info')
    .map((message) => `${excerpt(message, lineOf(message))}${annotation(message)}`)
    .join('');
}

function excerpt({ note, line, column, severity, code, reason }: Message, source: string): string {
  const head = `${note}:${line}:${column}: ${severity}: ${reason} [${code}]\n`;
  if (source.trim() === '' || /\t/.test(source)) return head;
  const from = Math.max(0, column - 61);
  const gutter = String(line);
  return `${head}  ${gutter} | ${source.slice(from, from + 120)}\n  ${' '.repeat(gutter.length)} | ${' '.repeat(Math.max(0, column - 1 - from))}^\n`;
}

const annotation = ({ note, line, column, severity, code, reason }: Message): string =>
  process.env['GITHUB_ACTIONS']
    ? `::${severity} file=notes/${note},line=${line},col=${column},title=${code}::${reason.replaceAll('%', '%25').replaceAll('\n', '%0A')}\n`
    : '';
