import fc from 'fast-check';
import type { Dictionary } from '../../src/normalize/dictionary.ts';

/** How often a law is tried: the full suite asks for 10,000. */
export const runs = { numRuns: Number(process.env['FC_RUNS'] ?? 200) };

/** A dictionary of few words, which knows every word but `frobnicate` and one misspelling. */
export const dictionary: Dictionary = {
  has: (word) => word !== 'frobnicate' && word !== 'recieve',
  correction: (word) => (word === 'recieve' ? 'receive' : undefined),
  suggestion: () => undefined,
};

/** What goes wrong within a line. */
const inlineHazards = [
  '#Redis, #Kafka',
  '$x = {a}$',
  '&#123;x&#125;',
  '&amp; &lt;b&gt;',
  '**bold** text',
  '*open',
  '-->',
  '10:30',
  ':smile:',
  '::std',
  '<!-- aside -->',
  '<!-- */ } {boom()} /* -->',
  '<!-- `tick` -->',
  '<!---->',
  '<!doctype html>',
  '<5ms',
  '</b>',
  '<?php boom() ?>',
  '<B>loud</B>',
  '<Foo bar={boom()} />',
  '<T>',
  '<a href="javascript:boom()">press</a>',
  '<b class="strong">bold</b>',
  '<b>open',
  '<br>',
  '<br/>',
  '<https://example.com/{id}>',
  '<img src=x onerror=boom()>',
  '<int>',
  '<kbd>Ctrl</kbd>',
  '<me@example.com>',
  '<script>boom()</script>',
  '<sub>crossed <sup>over</sub> here</sup>',
  '<u',
  '<wbr>',
  '[^1]',
  '[^none]',
  '[^two]',
  '[[caching|the cache]]',
  '[[missing]]',
  '[broken](<a b',
  '[docs][ref]',
  '[press](javascript:boom())',
  '[self](#part)',
  '[site](https://example.com/a_b?c={d}&e=<f> "the {title}")',
  '[site](https://example.com/recieve)',
  '[x] [ ]',
  '\\',
  '\\# \\{ \\<',
  '\\\\',
  '_under_score_',
  '`a | b`',
  '`code {x} <y>`',
  '``two ` ticks``',
  '`open',
  'CA - one CP - two',
  'a < b > c',
  'a) first b) second',
  'cache invalidation',
  'caches, a CDN and a key',
  'export const x = 1',
  'export default boom',
  'frobnicate',
  'https://example.com/{x}?y=<z>',
  'i.e.',
  'import boom from "boom"',
  'MongoDb',
  'recieve',
  'www.example.com',
  '{',
  '{...props}',
  '{/* aside */}',
  '{boom()}',
  '{{ mustache }}',
  '{`\u0024{boom()}`}',
  '| cell |',
  '}',
  '~~gone~~',
  '~one~',
  '©️ 😀 e\u0301',
  'العربية',
  '日本語',
  '!',
  '![a picture](images/recieve.png)',
  '![kept](images/kept.png)',
  '![[kept.png]]',
  '![100%](images/100%.png)',
  '![](https://example.com/100%)',
] as const;

const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 7 });
const title = fc
  .array(
    word.map((text) => text.charAt(0).toUpperCase() + text.slice(1)),
    { minLength: 1, maxLength: 3 },
  )
  .map((words) => words.join(' '));

/** Characters that mean something to Markdown or MDX, in any order. */
const noise = fc.string({ unit: fc.constantFrom(...'ab *_`~<>{}[]()!#|-=+:;\\/&$"\'.,0123\t'), maxLength: 12 });

const piece = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 4, arbitrary: fc.constantFrom(...inlineHazards) },
  { weight: 1, arbitrary: noise },
);
const line = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '));
const hashes = fc.constantFrom('#', '##', '###', '####', '######', '#######');

/** What goes wrong between lines: each gives the lines of a block. */
const block = fc.oneof(
  line,
  fc.tuple(line, line).map(([a, b]) => `${a}\n${b}`),
  fc.tuple(line, line).map(([a, b]) => `${a}  \n${b}\\\n${a}`),
  fc.tuple(hashes, fc.constantFrom('', ' '), line).map(([marks, space, text]) => `${marks}${space}${text}`),
  fc.tuple(hashes, title, fc.constantFrom('', ' -', ' - ', ' ##')).map(([marks, text, end]) => `${marks}${text}${end}`),
  fc
    .tuple(fc.nat(9), hashes, title, line)
    .map(([n, marks, text, more]) => `${n}) ${marks}${text} - ${more}\n   - ${more}`),
  fc.tuple(title, line, line).map(([text, a, b]) => `${text}\n- ${a}\n- ${b}`),
  fc.tuple(title, line).map(([text, more]) => `${text} - ${more}`),
  fc.tuple(title, line).map(([text, more]) => `- ${text} - ${more} -\n\t- ${text} : ${more}\n      ${more}`),
  fc.tuple(line, fc.constantFrom('---------', '---', '===', '***', '+++')).map(([text, rule]) => `${text}\n${rule}`),
  fc.tuple(line, line).map(([a, b]) => `1) ${a}\n1) ${b}\n\n\n1. ${a}`),
  fc.tuple(line, line).map(([a, b]) => `• ${a}\n• ${b}\n– ${a}`),
  fc
    .tuple(line, line, fc.constantFrom('', 'js', 'text {x}'))
    .map(([a, b, lang]) => `\`\`\`${lang}\n${a}\n${b}\n\`\`\``),
  fc.tuple(line, line).map(([a, b]) => `~~~~\n${a}\n\n${b}`),
  fc.tuple(line, line).map(([a, b]) => `\t- ${a}\n\t- ${b}`),
  line.map((text) => `    ${text}`),
  fc.tuple(line, line).map(([a, b]) => `| ${a} | ${b} |\n| - | :-: |\n| ${b} | ${a} | ${a} |\n| ${b} |`),
  fc.tuple(line, line).map(([a, b]) => `> [!note] ${a}\n> ${b}\n${a}`),
  fc.tuple(line, line).map(([a, b]) => `> ${a}\n>> ${b}\n> - ${a}\n>   ###Title`),
  fc.tuple(line, line).map(([a, b]) => `<!-- ${a}\n${b} -->`),
  fc.tuple(line, line).map(([a, b]) => `<div>\n${a}\n\n${b}\n</div>`),
  fc.tuple(line, line).map(([a, b]) => `<script>\n${a}\n\n${b}\n</script>`),
  line.map((text) => `[ref]: https://example.com/docs "docs"\n[^1]: ${text}\n[^two]:\n    ${text}`),
  fc.tuple(fc.constantFrom('table', 'tabel', 'video'), line).map(([name, text]) => `::${name}[${text}]`),
  fc.tuple(word, line).map(([name, text]) => `:::${name}\n${text}\n:::`),
  fc.tuple(title, line).map(([text, more]) => `\n\n\n${text}\n\n${more}`),
  fc.constantFrom(
    '',
    ' ',
    '\t',
    '---',
    '- ',
    '1)',
    '>',
    '#',
    '##',
    '```',
    '|',
    '$$',
    '<!--',
    '<',
    '{',
    '\\',
    '::',
    ':::',
  ),
);

/** A note full of hazards. */
export const note: fc.Arbitrary<string> = fc
  .array(fc.tuple(block, fc.constantFrom('\n', '\n\n', '\n\n\n\n')), { minLength: 1, maxLength: 5 })
  .map((blocks) => blocks.map(([text, gap]) => text + gap).join(''));

const sentence = fc
  .array(word, { minLength: 3, maxLength: 8 })
  .map((words) => `The ${words.map((text) => (text === 'export' || text === 'import' ? 'trade' : text)).join(' ')}.`);

const cleanBlock = fc.oneof(
  sentence,
  fc.tuple(sentence, sentence).map(([a, b]) => `${a}\n${b}`),
  title.map((text) => `## ${text}`),
  fc.array(sentence, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  sentence.map((text) => `> ${text}`),
  sentence.map((text) => `\`\`\`js\n${text} {x}\n\`\`\``),
  fc.tuple(word, word).map(([a, b]) => `| ${a} | ${b} |\n| - | - |\n| ${b} | ${a} |`),
  fc.tuple(sentence, word).map(([text, name]) => `${text} See [${name}](https://example.com/${name}) and \`${name}\`.`),
);

/** A note that an editor would leave as it is: no two blocks of a kind stand side by side. */
export const cleanNote: fc.Arbitrary<string> = fc
  .array(fc.tuple(sentence, cleanBlock), { minLength: 1, maxLength: 4 })
  .map((blocks) => `# Title\n\n${blocks.map(([text, more]) => `${text}\n\n${more}\n`).join('\n')}`);
