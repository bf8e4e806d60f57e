import { expect, test } from 'vitest';
import { type Previews, previewText } from '../../src/browser/preview-text.ts';

const previews: Previews = {
  chapters: { caching: ['Caching', 'Copies.', 'Core', 4], own: ['Own note', '', '', 1] },
  terms: { 'hot-key': ['hot key', 'A key.', 'Caching'], größe: ['Größe', 'Size.', ''] },
};
const text = (address: string, base = '/') => previewText(new URL(address, 'https://example.org'), base, previews);

test('a chapter shows its summary, its part and its minutes, whatever section is meant', () => {
  const card = { kind: 'chapter', title: 'Caching', text: 'Copies.', about: 'Core · 4 min' };
  expect(text('/caching/')).toEqual(card);
  expect(text('/caching/#x')).toEqual(card);
  expect(text('/below/caching/', '/below/')).toEqual(card);
  expect(text('/own/')?.about).toBe('1 min');
});

test('a term shows its definition and the chapter that explains it', () => {
  expect(text('/glossary/#hot-key')).toEqual({
    kind: 'term',
    title: 'hot key',
    text: 'A key.',
    about: 'Explained in: Caching',
  });
  expect(text('/glossary/#größe')?.title).toBe('Größe');
});

test.each([
  '/',
  '/compare/',
  '/compare/caching/',
  '/glossary/',
  '/glossary/#gone',
  '/glossary/#%',
  '/toString/',
  '/glossary/#constructor',
])('%s has no card', (address) => expect(text(address)).toBe(undefined));
