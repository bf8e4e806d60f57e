import { distance } from 'fastest-levenshtein';
import type { Verdict } from './settings/corrections.ts';

/** How much a message asks of the author: `error` must be mended, `warning` looked at, `info` is the record of a change. */
export type Severity = 'error' | 'warning' | 'info';

/** Every diagnostic that exists, sorted by code, with its severity. */
export const codes = {
  'approximate-decoding': 'warning',
  'broken-yaml': 'error',
  'chapter-in-the-way': 'error',
  'chapter-not-in-outline': 'warning',
  'chapter-without-notes': 'error',
  'control-character': 'info',
  'correction-applied': 'info',
  'correction-noted': 'info',
  'correction-overlaps': 'error',
  'correction-quote-ambiguous': 'error',
  'correction-quote-missing': 'error',
  'definition-recognised': 'info',
  'duplicate-id': 'error',
  'fence-unwrapped': 'info',
  'front-matter-read': 'info',
  'heading-quote-missing': 'error',
  'heading-recovered': 'info',
  'heading-refused': 'info',
  'html-attributes-removed': 'info',
  'html-escaped': 'info',
  'invalid-field': 'error',
  'line-split': 'info',
  'link-escaped': 'info',
  'list-repaired': 'info',
  'misnamed-file': 'warning',
  'name-corrected': 'info',
  'part-title': 'info',
  'picture-missing': 'warning',
  'separator-removed': 'info',
  'spelling-corrected': 'info',
  'title-tail-moved': 'info',
  'trailing-dash-removed': 'info',
  'uneven-row': 'error',
  'unknown-chapter': 'error',
  'unknown-directive': 'error',
  'unknown-lab': 'error',
  'unknown-part': 'warning',
  'unknown-source': 'error',
  'unknown-table': 'error',
  'unknown-word': 'warning',
  'unreadable-file': 'error',
  'wiki-link-read': 'info',
} as const satisfies Record<string, Severity>;

/** The code of a diagnostic. */
export type Code = keyof typeof codes;

/** One thing that was found in a note or in a file beside it; lines and columns count from 1. */
export interface Message {
  readonly code: Code;
  readonly severity: Severity;
  /** File the message is about, relative to the notes folder. */
  readonly note: string;
  readonly line: number;
  readonly column: number;
  /** What was found, what was expected, and the fix where it is known. */
  readonly reason: string;
  /** Text as the note has it, where the message records a change. */
  readonly before?: string;
  /** Text as the chapter has it. */
  readonly after?: string;
  /** Of a correction: what the check found. */
  readonly verdict?: Verdict;
  /** Of a correction: keys of `sources.yaml`, or `general`. */
  readonly sources?: readonly string[];
  /** Of a correction: the day of the check. */
  readonly checked?: string;
}

/** Where in a note a message points. */
export interface Place {
  readonly note: string;
  readonly line: number;
  readonly column: number;
}

/** Makes a message; the severity follows from the code. */
export function message(
  code: Code,
  place: Place,
  reason: string,
  change: { readonly before?: string; readonly after?: string } = {},
): Message {
  const { note, line, column } = place;
  return { code, severity: codes[code], note, line, column, reason, ...change };
}

/** ` Did you mean …?` with the candidate nearest to `name`, or nothing when none is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = [...candidates]
    .map((candidate) => ({ candidate, far: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))[0];
  return near && near.far <= Math.max(2, name.length / 2) ? ` Did you mean \`${near.candidate}\`?` : '';
}
