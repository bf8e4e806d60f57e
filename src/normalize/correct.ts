import { type Message, message, type Place } from './message.ts';
import type { Correction } from './settings/corrections.ts';

/** Lines of a note after its corrections; `origin[i]` is the number of the author's line that line `i` comes from. */
export interface CorrectedLines {
  readonly lines: readonly string[];
  readonly origin: readonly number[];
  readonly messages: readonly Message[];
}

/** One correction found in its line. */
interface Hit {
  readonly correction: Correction;
  readonly column: number;
}

/**
 * Puts each correction in the place of the text it quotes, before the note is parsed.
 * A quote that no line or more than one line holds is an error at the correction's own place in `corrections.yaml`.
 */
export function correct(
  note: string,
  raw: readonly string[],
  corrections: readonly { readonly correction: Correction; readonly place: Place }[],
): CorrectedLines {
  const hits = new Map<number, Hit[]>();
  const messages: Message[] = [];
  for (const { correction, place } of corrections) {
    const found = raw.flatMap((text, i) =>
      (correction.line ?? i + 1) === i + 1 ? Array(text.split(correction.quote).length - 1).fill(i) : [],
    ) as readonly number[];
    const [index, ...others] = found;
    if (index === undefined || others.length > 0) {
      messages.push(misquoted(note, correction, place, found));
      continue;
    }
    const column = (raw[index] ?? '').indexOf(correction.quote);
    hits.set(index, [...(hits.get(index) ?? []), { correction, column }]);
    messages.push(record(note, index, column, correction));
  }
  const corrected = raw.map((text, i) => {
    const replacing = (hits.get(i) ?? []).filter(({ correction }) => correction.becomes !== undefined);
    const clash = overlap(replacing);
    if (!clash) return replace(text, replacing);
    const place = { note, line: i + 1, column: clash.column + 1 };
    messages.push(
      message(
        'correction-overlaps',
        place,
        `Unexpected second correction of \`${clash.correction.quote}\`, expected one \`becomes\` for each stretch of text. Leave \`becomes\` out of the other.`,
      ),
    );
    return [text];
  });
  return { lines: corrected.flat(), origin: corrected.flatMap((lines, i) => lines.map(() => i + 1)), messages };
}

function misquoted(note: string, correction: Correction, place: Place, found: readonly number[]): Message {
  if (found.length === 0) {
    const where = correction.line === undefined ? `any line of ${note}` : `line ${correction.line} of ${note}`;
    return message(
      'correction-quote-missing',
      place,
      `Unexpected quote \`${correction.quote}\`, which is not in ${where}, expected text that is there. Quote the line as it stands now, or remove the correction.`,
    );
  }
  const lines = [...new Set(found)].map((i) => i + 1);
  const [where, fix] =
    lines.length === 1
      ? [`twice in line ${lines[0]}`, 'Quote more of the line.']
      : [`in lines ${lines.join(', ')}`, 'Quote more of the line, or add `line`.'];
  return message(
    'correction-quote-ambiguous',
    place,
    `Unexpected quote \`${correction.quote}\`, which is ${where} of ${note}, expected in one place. ${fix}`,
  );
}

function record(note: string, index: number, column: number, correction: Correction): Message {
  const { quote, becomes, truth, verdict, sources, checked } = correction;
  const code = becomes === undefined ? 'correction-noted' : 'correction-applied';
  const change = becomes === undefined ? { before: quote } : { before: quote, after: becomes };
  return { ...message(code, { note, line: index + 1, column: column + 1 }, truth, change), verdict, sources, checked };
}

const overlap = (hits: readonly Hit[]): Hit | undefined =>
  hits.find((hit, i) =>
    hits.some(
      (other, j) =>
        j < i &&
        hit.column < other.column + other.correction.quote.length &&
        other.column < hit.column + hit.correction.quote.length,
    ),
  );

/** Two corrections side by side in one line were two facts: each becomes an item of its own. */
function replace(text: string, hits: readonly Hit[]): readonly string[] {
  const ordered = hits.toSorted((a, b) => a.column - b.column);
  const [first] = ordered;
  if (!first) return [text];
  const pieces: string[] = [];
  let from = 0;
  for (const { correction, column } of ordered) {
    pieces.push(text.slice(from, column), correction.becomes ?? '');
    from = column + correction.quote.length;
  }
  const rest = text.slice(from);
  const gaps = pieces.filter((_, i) => i % 2 === 0);
  const separate = ordered.length > 1 && [...gaps.slice(1), rest].every((gap) => gap.trim() === '');
  if (!separate) return [pieces.join('') + rest];
  const lead = gaps[0] ?? '';
  return ordered.map(({ correction }) => `${/^\s*$/.test(lead) ? `${lead}- ` : lead}${correction.becomes ?? ''}`);
}
