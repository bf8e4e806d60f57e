import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeTrie } from 'cspell-trie-lib';
import { distance } from 'fastest-levenshtein';
import type { Dictionary } from '../src/normalize/dictionary.ts';

const require = createRequire(import.meta.url);

/** cspell's dictionaries of English, in the order in which they are asked: one that is not needed is not loaded. */
const tries = [
  ['@cspell/dict-en_us', 'en_US.trie.gz'],
  ['@cspell/dict-en-gb', 'en_GB.trie.gz'],
] as const;

/** cspell's lists of technical words, one word a line; they are small and asked first. */
const wordLists = [
  ['@cspell/dict-aws', 'dict/aws.txt'],
  ['@cspell/dict-companies', 'dict/companies.txt'],
  ['@cspell/dict-software-terms', 'dict/coding-compound-terms.txt'],
  ['@cspell/dict-software-terms', 'dict/computing-acronyms.txt'],
  ['@cspell/dict-software-terms', 'dict/networkingTerms.txt'],
  ['@cspell/dict-software-terms', 'dict/software-tools.txt'],
  ['@cspell/dict-software-terms', 'dict/softwareTerms.txt.gz'],
  ['@cspell/dict-software-terms', 'dict/webServices.txt'],
] as const;

/** How many unknown words of one run get a suggestion: each takes tens of milliseconds. */
const suggestionLimit = 50;

/** Loads cspell's English and technical word lists and its list of common misspellings; each on its first use. */
export function loadDictionary(): Dictionary {
  const technical = once(() => new Set(wordLists.flatMap(([name, file]) => wordsIn(name, file))));
  const english = tries.map(([name, file]) => once(() => decodeTrie(read(name, file))));
  const misspellings = once(readMisspellings);
  const known = new Map<string, boolean>();
  const suggested = new Map<string, string | undefined>();
  const has = (word: string): boolean =>
    remember(known, word, () => technical().has(word) || english.some((trie) => trie().hasWord(word, false)));
  return {
    has,
    correction: (word) => misspellings().get(word),
    suggestion(word) {
      if (!suggested.has(word) && suggested.size >= suggestionLimit) return undefined;
      return remember(suggested, word, () =>
        english[0]?.()
          .suggest(word, { numSuggestions: 4 })
          .find((near) => distance(near, word) <= Math.max(1, word.length / 4)),
      );
    },
  };
}

const packageFolder = (name: string): string => dirname(require.resolve(`${name}/cspell-ext.json`));

function read(name: string, file: string): Buffer<ArrayBuffer> {
  const bytes = readFileSync(join(packageFolder(name), file));
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** The words of a list in lower case, with and without accents; a star marks one that may be part of a compound. */
function wordsIn(name: string, file: string): readonly string[] {
  const words = read(name, file)
    .toString('utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replaceAll('*', '').toLowerCase());
  return [...words, ...words.map((word) => word.normalize('NFD').replaceAll(/\p{M}/gu, ''))];
}

/** Misspelling → correction, for the misspellings that have exactly one: the lines `"misspelling->correction"`. */
function readMisspellings(): ReadonlyMap<string, string> {
  const text = read('@cspell/dict-en-common-misspellings', 'dict/dict-en.json').toString('utf8');
  return new Map([...text.matchAll(/"([^">]+)->([^",]+)"/g)].map(([, wrong = '', right = '']) => [wrong, right]));
}

function once<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    if (made.length === 0) made.push(make());
    return made[0] as T;
  };
}

function remember<K, V>(memory: Map<K, V>, key: K, make: () => V): V {
  if (!memory.has(key)) memory.set(key, make());
  return memory.get(key) as V;
}
