import { z } from 'zod';

/** A calendar day as `YYYY-MM-DD`. */
export const date = z.iso.date('a day of the calendar such as 2026-11-23');

/** Keys of `sources.yaml`, or `general` for what is general knowledge and was not looked up. */
export const sourceKeys = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'a key of sources.yaml, or `general`')).min(1),
);

const source = z.strictObject({
  /** Title of the document, with its publisher where the title does not tell. */
  title: z.string().min(1),
  /** Where a reader finds the document. */
  url: z.url('a whole address such as https://example.org/page'),
  /** Version or date of the text that was read, where it has one. */
  edition: z.string().min(1).optional(),
  /** How far it was read: `whole` (or the whole relevant section), `excerpt`, or `secondary` for a report by others. */
  read: z.enum(['whole', 'excerpt', 'secondary']),
  /** Day on which it was read. */
  checked: date,
});

/** Schema of `sources.yaml`: key → document. */
export const sourcesSchema = z.record(z.string(), source);

/** The checked content of `sources.yaml`. */
export type Sources = z.infer<typeof sourcesSchema>;
