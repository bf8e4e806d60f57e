import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeTrie, parseDictionary } from 'cspell-trie-lib';
import { distance } from 'fastest-levenshtein';
import type { Dictionary } from '../src/normalize/dictionary.ts';

const require = createRequire(import.meta.url);

/** Word lists of cspell, by package and file, in the order in which they are asked. */
const wordLists = [
  ['@cspell/dict-en_us', 'en_US.trie.gz'],
  ['@cspell/dict-en-gb', 'en_GB.trie.gz'],
  ['@cspell/dict-software-terms', 'dict/softwareTerms.txt.gz'],
  ['@cspell/dict-software-terms', 'dict/software-tools.txt'],
  ['@cspell/dict-software-terms', 'dict/networkingTerms.txt'],
  ['@cspell/dict-software-terms', 'dict/webServices.txt'],
  ['@cspell/dict-software-terms', 'dict/computing-acronyms.txt'],
  ['@cspell/dict-software-terms', 'dict/coding-compound-terms.txt'],
  ['@cspell/dict-aws', 'dict/aws.txt'],
  ['@cspell/dict-companies', 'dict/companies.txt'],
] as const;

/** How many unknown words of one run get a suggestion: each takes tens of milliseconds. */
const suggestionLimit = 50;

/** Loads cspell's English and technical word lists and its list of common misspellings; each on its first use. */
export function loadDictionary(): Dictionary {
  const lists = wordLists.map(([name, file]) => once(() => readList(join(packageFolder(name), file))));
  const misspellings = once(readMisspellings);
  const known = new Map<string, boolean>();
  const suggested = new Map<string, string | undefined>();
  const has = (word: string): boolean => remember(known, word, () => lists.some((list) => list().hasWord(word, false)));
  return {
    has,
    correction: (word) => misspellings().get(word),
    suggestion(word) {
      if (!suggested.has(word) && suggested.size >= suggestionLimit) return undefined;
      return remember(suggested, word, () =>
        lists[0]?.()
          .suggest(word, { numSuggestions: 4 })
          .find((near) => distance(near, word) <= Math.max(1, word.length / 4)),
      );
    },
  };
}

const packageFolder = (name: string): string => dirname(require.resolve(`${name}/cspell-ext.json`));

function readList(file: string) {
  const bytes = readFileSync(file);
  const plain = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  return file.includes('.trie')
    ? decodeTrie(plain)
    : parseDictionary(plain.toString('utf8'), { stripCaseAndAccents: true });
}

/** Misspelling → correction, for the misspellings that have exactly one. */
function readMisspellings(): ReadonlyMap<string, string> {
  const file = join(packageFolder('@cspell/dict-en-common-misspellings'), 'dict/dict-en.json');
  const { dictionaryDefinitions } = JSON.parse(readFileSync(file, 'utf8')) as {
    dictionaryDefinitions: { flagWords?: string[]; suggestWords?: string[] }[];
  };
  const entries = dictionaryDefinitions.flatMap(({ flagWords = [], suggestWords = [] }) => [
    ...flagWords,
    ...suggestWords,
  ]);
  return new Map(
    entries
      .map((entry) => entry.split('->') as [string, string])
      .filter(([, right]) => right !== undefined && !right.includes(',')),
  );
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
