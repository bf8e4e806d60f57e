import { type Message, message } from './message.ts';

/** The text of a file as lines, and what had to be changed to read it. */
export interface Text {
  readonly lines: readonly string[];
  readonly messages: readonly Message[];
}

/**
 * Reads bytes as UTF-8 or, after a byte order mark or where its zeros tell, UTF-16; bytes that are neither are read as
 * Windows-1252. Line ends become one kind, and control characters go: each is reported.
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
  const guess = unmarkedUtf16(bytes);
  if (guess) return approximate(note, bytes, guess, 'UTF-16 without a byte order mark');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), messages: [] };
  } catch {
    return approximate(note, bytes, 'windows-1252', 'bytes that are not UTF-8');
  }
}

/** UTF-16 has a zero in each space, line end and Latin letter, always in the same half; other text has hardly any. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16be' | 'utf-16le' | undefined {
  const sample = bytes.subarray(0, 2000);
  const zeros = (half: 0 | 1): number => sample.filter((byte, i) => byte === 0 && i % 2 === half).length;
  const [first, second] = [zeros(0), zeros(1)];
  if (bytes.length % 2 === 1 || Math.max(first, second) < Math.max(3, sample.length / 10)) return undefined;
  if (first > second * 10) return 'utf-16be';
  return second > first * 10 ? 'utf-16le' : undefined;
}

function approximate(
  note: string,
  bytes: Uint8Array,
  encoding: 'utf-16be' | 'utf-16le' | 'windows-1252',
  found: string,
) {
  const reason = `Unexpected ${found}, read as ${names[encoding]}. Save the note as UTF-8.`;
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, messages: [message('approximate-decoding', { note, line: 1, column: 1 }, reason)] };
}

const names = { 'utf-16be': 'UTF-16BE', 'utf-16le': 'UTF-16LE', 'windows-1252': 'Windows-1252' } as const;

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
