import { z } from 'zod';
import { date, sourceKeys } from '../../table/sources.ts';

const correction = z.strictObject({
  /** File name of the note, relative to the notes folder. */
  note: z.string().min(1),
  /** Text of one line of the note, exactly as it stands there; it may be a part of the line. */
  quote: z.string().min(1),
  /** Number of the quoted line: needed only where several lines hold the quote. */
  line: z.int().positive().optional(),
  /**
   * What the check found: `wrong`, `outdated` (was right once), `misleading` (invites a wrong conclusion),
   * `incomplete` (right, but lacks what matters), or `wording` (the sense is right, the sentence is not).
   */
  verdict: z.enum(['wrong', 'outdated', 'misleading', 'incomplete', 'wording']),
  /** Markdown that takes the place of the quote; absent where another correction of the same line carries the text. */
  becomes: z.string().optional(),
  /** What is true, in one or two sentences: the reason shown in the ledger. */
  truth: z.string().min(1),
  /** Keys of `sources.yaml`, or `general` for general knowledge; may stay empty for `wording`. */
  sources: sourceKeys.default([]),
  /** Day on which the truth was held against its sources. */
  checked: date,
});

/** Schema of `corrections.yaml`: what the raw notes get wrong, line by line. */
export const correctionsSchema = z.array(
  correction.refine((entry) => entry.verdict === 'wording' || entry.sources.length > 0, {
    path: ['sources'],
    message: 'at least one source, or `general`: only `wording` goes without',
  }),
);

/** One checked entry of `corrections.yaml`. */
export type Correction = z.infer<typeof correction>;

/** What a check of a line can find. */
export type Verdict = Correction['verdict'];
