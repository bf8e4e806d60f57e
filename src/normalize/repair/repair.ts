import type { Draft } from '../draft.ts';
import { divideEntries } from './divide-entries.ts';
import { dropSeparators } from './drop-separators.ts';
import { evenTables } from './even-tables.ts';
import { liftHeadings } from './lift-headings.ts';
import { readCallouts } from './read-callouts.ts';
import { recogniseDefinitions } from './recognise-definitions.ts';
import { recoverTitles } from './recover-titles.ts';
import { repairLists } from './repair-lists.ts';
import { splitLines } from './split-lines.ts';
import { unwrapFences } from './unwrap-fences.ts';

/** The repairs in the order in which they can see each other's results. */
const repairs = [
  unwrapFences,
  dropSeparators,
  splitLines,
  liftHeadings,
  recoverTitles,
  divideEntries,
  recogniseDefinitions,
  readCallouts,
  repairLists,
  evenTables,
] as const satisfies readonly ((draft: Draft) => Draft)[];

/** Gives rough notes the structure that an editor would see in them: headings, lists, definitions, prose. */
export const repair = (draft: Draft): Draft => repairs.reduce((repaired, stage) => stage(repaired), draft);
