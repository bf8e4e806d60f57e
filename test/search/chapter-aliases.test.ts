import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings } from '../../src/normalize/settings/settings.ts';
import { chapterAliases, termNames } from '../../src/search/chapter-aliases.ts';

const files = ['outline.yaml', 'terms.yaml'].map((file) => [file, readFileSync(`notes/${file}`, 'utf8')] as const);
const { outline, terms } = readSettings(new Map(files));
const chapters = outline?.parts.flatMap((part) => part.chapters) ?? [];

test.each(chapters)('$id is known by other names, none of them said twice', ({ id, title, aliases }) => {
  expect(aliases.length).toBeGreaterThan(0);
  const own = terms.filter(({ chapter, link }) => chapter === id && link === 'chapter').flatMap(termNames);
  const said = [title, ...aliases, ...own.filter((name) => name !== title)].map((name) => name.toLowerCase());
  expect(said.filter((name, i) => said.indexOf(name) < i && !own.some((term) => term.toLowerCase() === name))).toEqual(
    [],
  );
  expect(aliases.filter((alias) => own.includes(alias) || alias === title)).toEqual([]);
});

test('the names of a chapter are its own and those of the terms that lead to it', () => {
  const chapter = { id: 'cdn', title: 'CDN', summary: '', aliases: ['edge'], headings: [], prerequisites: [] };
  const term = {
    term: 'network',
    acronym: 'N',
    aliases: ['CDN'],
    definition: '',
    chapter: 'cdn',
    link: 'chapter' as const,
  };
  const other = { ...term, term: 'origin', link: 'glossary' as const };
  expect(chapterAliases(chapter, [term, other])).toEqual(['edge', 'network', 'N']);
});
