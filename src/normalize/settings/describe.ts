import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What an author calls a value of a YAML file. */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return 'empty value';
  if (value === '') return 'empty text';
  if (Array.isArray(value)) return value.length === 0 ? 'empty list' : `list of ${value.length}`;
  if (typeof value === 'object') return `fields ${quoted(Object.keys(value))}`;
  return typeof value === 'number' ? `number ${value}` : `\`${value}\``;
}

/** What an author calls a place in a YAML file: the last name on its path, and which entry of it. */
export function entryOf(path: readonly PropertyKey[]): string {
  const name = path.findLastIndex((key) => typeof key !== 'number');
  const entries = path.slice(name + 1).map((index) => `entry ${Number(index) + 1}`);
  return [...entries.toReversed(), ...(name < 0 ? [] : [`\`${String(path[name])}\``])].join(' of ');
}

/** What a schema wants of each type. */
const types: Readonly<Record<string, string>> = {
  array: 'a list',
  int: 'a whole number',
  number: 'a number',
  object: 'fields',
  record: 'lines of the form `name: text`',
  string: 'text',
};

/** What a schema wanted where it found something else, in an author's words; `fields` are those that may stand there. */
export function expectation(issue: Issue, fields: readonly string[] = []): string {
  // Words of a schema's own; those of zod are for programmers.
  if (!/^(Invalid|Too|Unrecognized)\b/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'object' ? `the fields ${quoted(fields)}` : (types[issue.expected] ?? issue.expected);
    case 'invalid_union':
      return [...new Set(issue.errors.flat().map((inner) => expectation(inner, fields)))].join(' or ');
    case 'invalid_value':
      return `one of ${quoted(issue.values.map(String))}`;
    case 'too_small':
      return sizes[issue.origin]?.(Number(issue.minimum)) ?? issue.message;
    default:
      return issue.message;
  }
}

const sizes: Readonly<Record<string, (least: number) => string>> = {
  array: (least) => `at least ${least} ${least === 1 ? 'entry' : 'entries'}`,
  number: () => 'a number from 1',
  string: (least) => (least === 1 ? 'some text' : `at least ${least} letters`),
};

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
