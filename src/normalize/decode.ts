import { type Message, message } from './message.ts';

/** The text of a file as lines, and what had to be changed to read it. */
export interface Text {
  readonly lines: readonly string[];
  readonly messages: readonly Message[];
}

/**
 * Reads bytes as UTF-8 or, after a byte order mark, UTF-16; bytes that are neither are read as Windows-1252.
 * Line ends become one kind, and control characters go: each is reported.
 */
export function decode(note: string, bytes: Uint8Array): Text {
  const { text, messages } = toText(note, bytes);
  const lines = text.split(/\r\n|\r|\n/);
  return {
    lines: lines.map(withoutControls),
    messages: [...messages, ...lines.flatMap((line, i) => controls(note, line, i + 1))],
  };
}

function toText(note: string, bytes: Uint8Array): { text: string; messages: readonly Message[] } {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), messages: [] };
  if (a === 0xfe && b === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), messages: [] };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), messages: [] };
  } catch {
    const reason = 'Unexpected bytes that are not UTF-8, read as Windows-1252. Save the note as UTF-8.';
    const text = new TextDecoder('windows-1252').decode(bytes);
    return { text, messages: [message('approximate-decoding', { note, line: 1, column: 1 }, reason)] };
  }
}

// C0 but tab, DEL, C1, zero-width no-break space, noncharacters, and halves of surrogate pairs: no text has them.
const control =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const withoutControls = (line: string): string => line.replaceAll(control, '');

function controls(note: string, line: string, number: number): readonly Message[] {
  const found = [...line.matchAll(control)];
  const [first] = found;
  if (!first) return [];
  const code = `U+${first[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const reason = `Unexpected control character ${code}${found.length > 1 ? ` and ${found.length - 1} more` : ''}, removed.`;
  return [message('control-character', { note, line: number, column: first.index + 1 }, reason)];
}
