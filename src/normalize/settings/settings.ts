import { distance } from 'fastest-levenshtein';
import { type Facts, factsSchema } from '../../table/facts.ts';
import { type Sources, sourcesSchema } from '../../table/sources.ts';
import { cellsOf, numbersOf, type Table, tablesOf } from '../../table/table.ts';
import { type Code, didYouMean, type Message, message, type Place } from '../message.ts';
import { type Correction, correctionsSchema } from './corrections.ts';
import { type Outline, outlineSchema } from './outline.ts';
import { type Reading, readYaml } from './read-yaml.ts';
import { type Spelling, spellingSchema } from './spelling.ts';
import { type Term, termsSchema } from './terms.ts';

/** What the files beside the notes say; a folder without them has empty settings and no outline. */
export interface Settings {
  readonly outline: Outline | undefined;
  readonly outlinePlace: (path: readonly PropertyKey[]) => Place;
  readonly spelling: Spelling;
  readonly corrections: readonly { readonly correction: Correction; readonly place: Place }[];
  readonly terms: readonly Term[];
  readonly sources: Sources;
  /** Tables by id, those of figures among them. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly messages: readonly Message[];
}

/** Reads the files beside the notes, given by path and text; what is wrong in one of them is a message at its place. */
export function readSettings(files: ReadonlyMap<string, string>): Settings {
  const outline = read(files, 'outline.yaml', outlineSchema);
  const spelling = read(files, 'spelling.yaml', spellingSchema);
  const corrections = read(files, 'corrections.yaml', correctionsSchema);
  const terms = read(files, 'terms.yaml', termsSchema);
  const sources = read(files, 'sources.yaml', sourcesSchema);
  const facts = [...files.keys()]
    .filter((file) => /^facts\/[^/]+\.yaml$/.test(file))
    .toSorted()
    .map((file) => ({ file, reading: read(files, file, factsSchema) }));
  const readings = [outline, spelling, corrections, terms, sources, ...facts.map(({ reading }) => reading)];
  const ids = new Set(outline?.value?.parts.flatMap((part) => part.chapters.map(({ id }) => id)) ?? []);
  // Where the list of sources or chapters cannot be read, every name would seem unknown: first things first.
  const known = sources && !sources.value ? undefined : new Set(['general', ...Object.keys(sources?.value ?? {})]);
  const tables = facts.flatMap(({ reading }) =>
    reading?.value
      ? [...tablesOf(reading.value), ...[numbersOf(reading.value)].filter((table) => table !== undefined)]
      : [],
  );
  return {
    outline: outline?.value,
    outlinePlace: (path) => outline?.place(path) ?? { note: 'outline.yaml', line: 1, column: 1 },
    spelling: spelling?.value ?? { words: {}, names: {}, known: [] },
    corrections: (corrections?.value ?? []).map((correction, i) => ({
      correction,
      place: corrections?.place([i, 'quote']) ?? { note: 'corrections.yaml', line: 1, column: 1 },
    })),
    terms: terms?.value ?? [],
    sources: sources?.value ?? {},
    tables: new Map(tables.map((table) => [table.id, table])),
    messages: [
      ...readings.flatMap((reading) => reading?.messages ?? []),
      ...(outline?.value ? checkOutline(outline.value, outline.place) : []),
      ...(terms?.value && outline?.value
        ? terms.value.flatMap(({ chapter }, i) =>
            unknown('unknown-chapter', 'chapter', chapter, ids, terms.place([i, 'chapter'])),
          )
        : []),
      ...(corrections?.value ?? []).flatMap((correction, i) =>
        correction.sources.flatMap((key, j) => unknownSource(key, known, corrections?.place([i, 'sources', j]))),
      ),
      ...facts.flatMap(({ reading }) =>
        reading?.value ? checkFacts(reading.value, reading.place, known, outline?.value ? ids : undefined) : [],
      ),
      ...duplicateTables(facts),
      ...(terms?.value ? duplicateTerms(terms.value, terms.place) : []),
      ...misnamed(files.keys()),
    ],
  };
}

/** The names that files of settings have. */
const fileNames = ['corrections.yaml', 'outline.yaml', 'sources.yaml', 'spelling.yaml', 'terms.yaml'] as const;

/** Files that nobody reads because their name is nearly right. */
function misnamed(files: Iterable<string>): readonly Message[] {
  return [...files].flatMap((file) => {
    const near = fileNames.find((name) => file !== name && distance(file.toLowerCase(), name) <= 2);
    return near === undefined
      ? []
      : [
          message(
            'misnamed-file',
            { note: file, line: 1, column: 1 },
            `Unexpected file name \`${file}\`, which is not read, expected \`${near}\`. Rename the file.`,
          ),
        ];
  });
}

type SchemaOf<T> = Parameters<typeof readYaml<import('zod').ZodType<T>>>[2];

function read<T>(files: ReadonlyMap<string, string>, file: string, schema: SchemaOf<T>): Reading<T> | undefined {
  const text = files.get(file);
  const isEmpty = text?.split('\n').every((line) => /^\s*(#|$)/.test(line)) ?? true;
  return text === undefined || isEmpty ? undefined : readYaml(file, text, schema);
}

const nowhere: Place = { note: '', line: 1, column: 1 };

function unknown(
  code: Code,
  what: keyof typeof homes,
  name: string,
  known: ReadonlySet<string>,
  place: Place = nowhere,
): readonly Message[] {
  return known.has(name)
    ? []
    : [message(code, place, `Unexpected ${what} \`${name}\`, expected ${homes[what]}.${didYouMean(name, known)}`)];
}

/** Where the things are that settings name. */
const homes = {
  chapter: 'the id of a chapter in outline.yaml',
  source: 'a key of sources.yaml, or `general`',
} as const;

const unknownSource = (key: string, known: ReadonlySet<string> | undefined, place?: Place): readonly Message[] =>
  known ? unknown('unknown-source', 'source', key, known, place) : [];

/** Addresses that the site uses for itself. */
export const reserved: ReadonlySet<string> = new Set([
  '404',
  'compare',
  'corrections',
  'glossary',
  'labs',
  'pagefind',
  'search',
]);

function checkOutline(outline: Outline, place: Reading<Outline>['place']): readonly Message[] {
  const chapters = outline.parts.flatMap((part, i) =>
    part.chapters.map((chapter, j) => ({ ...chapter, path: ['parts', i, 'chapters', j] })),
  );
  const ids = new Set(chapters.map(({ id }) => id));
  return chapters.flatMap(({ id, prerequisites, path }, i) => [
    ...(reserved.has(id)
      ? [
          message(
            'duplicate-id',
            place([...path, 'id']),
            `Unexpected chapter id \`${id}\`, which the site uses for a page of its own, expected one that is free. Choose another.`,
          ),
        ]
      : []),
    ...(chapters.findIndex((other) => other.id === id) < i
      ? [
          message(
            'duplicate-id',
            place([...path, 'id']),
            `Unexpected second chapter \`${id}\`, expected ids that differ. Choose another id for one of them.`,
          ),
        ]
      : []),
    ...prerequisites.flatMap((name, j) =>
      unknown('unknown-chapter', 'chapter', name, ids, place([...path, 'prerequisites', j])),
    ),
  ]);
}

function checkFacts(
  facts: Facts,
  place: Reading<Facts>['place'],
  known: ReadonlySet<string> | undefined,
  chapters: ReadonlySet<string> | undefined,
): readonly Message[] {
  const sources = (keys: readonly string[] | undefined, path: readonly PropertyKey[]): readonly Message[] =>
    (keys ?? []).flatMap((key, i) => unknownSource(key, known, place([...path, 'source', i])));
  return [
    ...(chapters ? unknown('unknown-chapter', 'chapter', facts.chapter, chapters, place(['chapter'])) : []),
    ...facts.numbers.flatMap((number, i) => sources(number.source, ['numbers', i])),
    ...facts.tables.flatMap((table, i) => [
      ...sources(table.source, ['tables', i]),
      ...table.columns.flatMap((column, j) =>
        typeof column === 'string' ? [] : sources(column.source, ['tables', i, 'columns', j]),
      ),
      ...table.rows.flatMap((row, j) => {
        const cells = cellsOf(row);
        const path = ['tables', i, 'rows', j];
        const uneven =
          cells.length === table.columns.length
            ? []
            : [
                message(
                  'uneven-row',
                  place(path),
                  `Unexpected ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'} in row ${j + 1} of table \`${table.id}\`, expected ${table.columns.length}, one for each column. ${cells.length < table.columns.length ? 'Add what is missing' : 'Take out what is too much, or put a cell with a comma in quotes'}.`,
                ),
              ];
        return [
          ...uneven,
          ...(Array.isArray(row) ? [] : sources(row.source, path)),
          ...cells.flatMap((cell, k) =>
            typeof cell === 'string'
              ? []
              : sources(cell.source, Array.isArray(row) ? [...path, k] : [...path, 'cells', k]),
          ),
        ];
      }),
    ]),
  ];
}

/** Tables by id, and those of figures by the chapter whose name they bear. */
function duplicateTables(
  facts: readonly { readonly file: string; readonly reading: Reading<Facts> | undefined }[],
): readonly Message[] {
  const seen = new Map<string, string>();
  return facts.flatMap(({ file, reading }) => {
    const { chapter = '', numbers = [], tables = [] } = reading?.value ?? {};
    const ids = [
      ...(numbers.length > 0 ? [{ id: `${chapter}-numbers`, path: ['numbers'] }] : []),
      ...tables.map(({ id }, i) => ({ id, path: ['tables', i, 'id'] })),
    ];
    return ids.flatMap(({ id, path }) => {
      const first = seen.get(id);
      seen.set(id, first ?? file);
      return first === undefined
        ? []
        : [
            message(
              'duplicate-id',
              reading?.place(path) ?? nowhere,
              `Unexpected second table \`${id}\`, which ${first} has already, expected ids that differ. Choose another id.`,
            ),
          ];
    });
  });
}

function duplicateTerms(terms: readonly Term[], place: Reading<unknown>['place']): readonly Message[] {
  const seen = new Set<string>();
  return terms.flatMap(({ term }, i) => {
    const name = term.toLowerCase();
    if (seen.size === seen.add(name).size)
      return [
        message(
          'duplicate-id',
          place([i, 'term']),
          `Unexpected second entry for the term \`${term}\`, expected one. Join the two.`,
        ),
      ];
    return [];
  });
}
