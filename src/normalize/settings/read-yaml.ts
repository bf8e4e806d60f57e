import {
  type Alias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml';
import type { z } from 'zod';
import { didYouMean, type Message, message, type Place } from '../message.ts';
import { describe, entryOf, expectation } from './describe.ts';

type Document = ReturnType<typeof parseDocument>;
type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What a YAML file says, when it fits its schema, and every message about it. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly messages: readonly Message[];
  /** Where in the file the value at `path` stands, for checks that look beyond one file. */
  place(path: Path): Place;
}

/** Reads the text of a YAML file against its schema; a message names line, column, what was found and what was expected. */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): Reading<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { note: file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const place = (path: Path): Place => at(offsetOf(document, path));
  const broken = [...document.errors.map(syntaxError), ...danglingAliases(document)];
  const content = broken.length > 0 ? undefined : contentOf(document);
  if (!content) {
    const messages = (broken.length > 0 ? broken : [unfolding]).map(({ offset, reason }) =>
      message('broken-yaml', at(offset), reason),
    );
    return { value: undefined, messages, place };
  }
  const result = schema.safeParse(content.value);
  if (result.success) return { value: result.data, messages: [], place };
  const issues = result.error.issues.flatMap(flatten).flatMap(oneKeyEach);
  const messages = issues
    .filter((issue) => !isMisnamed(issue, issues, schema))
    .map((issue) => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue.path;
      return message('invalid-field', place(path), reasonOf(issue, document, schema));
    });
  return { value: undefined, messages, place };
}

interface Broken {
  readonly offset: number;
  readonly reason: string;
}

const unfolding: Broken = {
  offset: 0,
  reason: 'Unexpected references (`*name`) that unfold without end, expected text. Write out what they stand for.',
};

/** What stands where YAML cannot be read, and what authors most often mean there, by the code of the parser's error. */
const syntax: Readonly<Record<string, readonly [found: string, expected: string]>> = {
  BAD_DQ_ESCAPE: ['backslash', "one that YAML knows, such as `\\n`. Put the text in single quotes: `'…'`"],
  BAD_INDENT: ['end of a list or of fields', 'deeper indentation, or the closing `]` or `}`'],
  BAD_SCALAR_START: ['sign that YAML keeps for itself', 'a letter or a digit first. Put the whole text in quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['second colon in a line', 'one `field: text` a line. Put the whole text in quotes'],
  DUPLICATE_KEY: ['second field of the same name', 'each field once. Remove one of the two, or join them'],
  MISSING_CHAR: ['end of the text', 'its closing quote, or a colon behind the name of a field'],
  MULTILINE_IMPLICIT_KEY: ['line without a colon', '`field: text` in one line, or deeper indentation'],
  MULTIPLE_DOCS: ['line `---`', 'one document in each file. Remove the line'],
  TAB_AS_INDENT: ['tab', 'spaces. Indent the line with spaces like the lines around it'],
  UNEXPECTED_TOKEN: ['text', 'an entry indented like the ones above it. Put a text with special signs in quotes'],
};

function syntaxError({ code, message: reason, pos }: YAMLParseError): Broken {
  const [found, expected] = syntax[code] ?? [`YAML (${reason})`, 'what YAML can read'];
  return { offset: pos[0], reason: `Unexpected ${found}, expected ${expected}.` };
}

/** A text that begins with a star is a reference in YAML; most often it was meant to be emphasis. */
function danglingAliases(document: Document): readonly Broken[] {
  const dangling: Broken[] = [];
  const check = (alias: Alias): void => {
    if (alias.resolve(document) === undefined)
      dangling.push({
        offset: alias.range?.[0] ?? 0,
        reason: `Unexpected \`*${alias.source}\`, which YAML takes for a reference, expected text. Put the whole text in quotes.`,
      });
  };
  visit(document, { Alias: (_, alias) => check(alias) });
  return dangling;
}

/** The document as plain values, or nothing where its references unfold to more than anybody writes. */
function contentOf(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS() ?? undefined };
  } catch {
    return undefined;
  }
}

/** Unions report one list of issues for each form: the form of the right type is the one the author meant. */
function flatten(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find(
    (form) => form.length > 0 && !form.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  return meant?.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

const oneKeyEach = (issue: Issue): readonly Issue[] =>
  issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];

/** True for a missing field where another beside it bears nearly its name: that one is told, and one message will do. */
function isMisnamed({ code, path }: Issue, issues: readonly Issue[], schema: z.ZodType): boolean {
  const name = String(path.at(-1));
  const parent = path.slice(0, -1);
  return (
    code === 'invalid_type' &&
    issues.some(
      (other) =>
        other.code === 'unrecognized_keys' &&
        other.path.join('\0') === parent.join('\0') &&
        didYouMean(other.keys[0] ?? '', knownKeys(schema, parent)).includes(`\`${name}\``),
    )
  );
}

function reasonOf(issue: Issue, document: Document, schema: z.ZodType): string {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = knownKeys(schema, issue.path);
    return `Unexpected field \`${key}\`, expected ${oneOf(known)}.${didYouMean(key, known)}`;
  }
  // A single key may stand for a list of one.
  const path = isScalar(document.getIn(issue.path.slice(0, -1), true)) ? issue.path.slice(0, -1) : issue.path;
  const field = entryOf(path);
  if (issue.code === 'invalid_key')
    return `Unexpected ${field}, expected ${issue.issues.map((inner) => expectation(inner)).join(' and ')}.`;
  const node = document.getIn(path, true);
  const found = isMap(node) || isSeq(node) ? node.toJSON() : isScalar(node) ? node.value : node;
  const fields = knownKeys(schema, issue.path);
  const expected = expectation(issue, fields);
  if (found === undefined && path.length > 0) return `Unexpected absence of ${field}, expected ${expected}.`;
  const where = field === '' ? '' : ` in ${field}`;
  const hint =
    typeof found === 'number' && expected.startsWith('text')
      ? ' Put it in quotes.'
      : issue.code === 'invalid_value' && typeof found === 'string'
        ? didYouMean(found, issue.values.map(String))
        : '';
  return `Unexpected ${describe(found)}${where}, expected ${expected}.${hint}`;
}

const oneOf = (names: readonly string[]): string =>
  `${names.length > 1 ? 'one of ' : ''}${names.map((name) => `\`${name}\``).join(', ')}`;

/** The field names that the schema knows at `path`, through arrays, records, defaults and unions. */
function knownKeys(schema: unknown, path: Path): readonly string[] {
  const def = (schema as { def?: Record<string, unknown> } | undefined)?.def;
  if (!def) return [];
  const [head, ...rest] = path;
  for (const inner of ['innerType', 'in'] as const) if (def[inner]) return knownKeys(def['out'] ?? def[inner], path);
  if (Array.isArray(def['options'])) return def['options'].flatMap((option) => knownKeys(option, path));
  const shape = def['shape'] as Record<string, unknown> | undefined;
  if (shape) return head === undefined ? Object.keys(shape) : knownKeys(shape[String(head)], rest);
  return head === undefined ? [] : knownKeys(def['element'] ?? def['valueType'], rest);
}

/** Offset of the key or value at `path`, or of the nearest ancestor that exists. */
function offsetOf(document: Document, path: Path): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const key = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
      if (pair && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(path.slice(0, depth), true);
    if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
  }
  return document.contents?.range?.[0] ?? 0;
}
