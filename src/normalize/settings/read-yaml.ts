import { isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { didYouMean, type Message, message, type Place } from '../message.ts';

type Document = ReturnType<typeof parseDocument>;
type Issue = z.core.$ZodIssue;

/** What a YAML file says, when it fits its schema, and every message about it. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly messages: readonly Message[];
  /** Where in the file the value at `path` stands, for checks that look beyond one file. */
  place(path: readonly PropertyKey[]): Place;
}

/** Reads the text of a YAML file against its schema; a message names line, column, what was found and what was expected. */
export function readYaml<S extends z.ZodType>(file: string, text: string, schema: S): Reading<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { note: file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const place = (path: readonly PropertyKey[]): Place => at(offsetOf(document, path));
  if (document.errors.length > 0) {
    const messages = document.errors.map((error) =>
      message('broken-yaml', at(error.pos[0]), `Unexpected YAML: ${error.message}`),
    );
    return { value: undefined, messages, place };
  }
  const result = schema.safeParse(document.toJS() ?? undefined);
  if (result.success) return { value: result.data, messages: [], place };
  const messages = result.error.issues.flatMap(flatten).map((issue) => {
    const named = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
    return message('invalid-field', place(named), reasonOf(issue, document, schema));
  });
  return { value: undefined, messages, place };
}

/** Unions report one list of issues a branch: the branch that got furthest is the one the author meant. */
function flatten(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const depth = (branch: readonly Issue[]) => Math.max(0, ...branch.map((inner) => inner.path.length));
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const [best] = branches.toSorted((a, b) => depth(b) - depth(a));
  if (!best || depth(best) === 0) return [{ ...issue, message: 'expected one of the forms the schema allows' }];
  return best.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

function reasonOf(issue: Issue, document: Document, schema: z.ZodType): string {
  const field = issue.path.length > 0 ? ` in \`${issue.path.join('.')}\`` : '';
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = knownKeys(schema, issue.path);
    return `Unexpected field \`${key}\`${field}, expected one of ${known.map((name) => `\`${name}\``).join(', ')}.${didYouMean(key, known)}`;
  }
  const found = document.getIn(issue.path);
  const shown = isMap(found) ? 'a map' : JSON.stringify(found);
  return `Unexpected ${found === undefined ? 'absence' : (shown ?? 'list')}${field}: ${lowerFirst(issue.message)}.`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The field names that the schema knows at `path`, through arrays, records, defaults and unions. */
function knownKeys(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
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
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const key = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(path.slice(0, depth), true);
    if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
  }
  return document.contents?.range?.[0] ?? 0;
}
