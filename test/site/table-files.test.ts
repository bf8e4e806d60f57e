import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from './browser.ts';
import { pagesOf, type Served, served } from './served.ts';

let site: Served;
let browser: Browser;

beforeAll(async () => {
  site = await served();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  site?.close();
});

const tables = pagesOf()
  .filter((path) => /^compare\/./.test(path))
  .map((path) => path.replace(/^compare\/|\/$/g, ''));

test('CSV and JSON of every table have the cells that its page has, the JSON with sources and dates or with runs', async () => {
  const page = await browser.newPage({ javaScriptEnabled: true });
  for (const id of tables) {
    await page.goto(`${site.url}compare/${id}/`);
    const cells = await page.locator('.comparison table tr').evaluateAll((rows) =>
      rows.map((row) =>
        [...row.children].map((cell) => {
          for (const mark of cell.querySelectorAll('sup')) mark.remove();
          return (cell.textContent ?? '').trim();
        }),
      ),
    );
    expect(parseCsv(readFileSync(`dist/compare/${id}.csv`, 'utf8')), id).toEqual(cells);
    const json = JSON.parse(readFileSync(`dist/compare/${id}.json`, 'utf8')) as {
      columns: string[];
      rows: {
        value: string;
        sources?: string[];
        checked?: string;
        measured?: { seeds: number; address: string };
      }[][];
      sources: Record<string, { title: string }>;
    };
    expect([json.columns, ...json.rows.map((row) => row.map(({ value }) => value))], id).toEqual(cells);
    for (const { sources = [], checked, measured } of cellsWithProvenance(json.rows)) {
      if (measured) {
        expect(measured.seeds, id).toBeGreaterThan(0);
        expect(measured.address, id).toMatch(/^\/[a-z0-9-]+\/(\?[^#]+)?#lab-[a-z0-9-]+$/);
        continue;
      }
      expect(sources.length, id).toBeGreaterThan(0);
      expect(
        sources.every((key) => json.sources[key]?.title),
        `${id}: ${sources}`,
      ).toBe(true);
      expect(checked, id).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  }
  await page.close();
}, 120_000);

test('are served as what they are', async () => {
  const csv = await fetch(`${site.url}compare/s3-storage-classes.csv`);
  const json = await fetch(`${site.url}compare/s3-storage-classes.json`);
  expect([csv.headers.get('content-type'), json.headers.get('content-type')]).toEqual([
    'text/csv; charset=utf-8',
    'application/json',
  ]);
});

/** RFC 4180: fields between commas, records between CRLF, quotes doubled in quoted fields. */
function parseCsv(csv: string): readonly (readonly string[])[] {
  return csv
    .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .filter((line) => line !== '')
    .map((line) =>
      line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((field) => field.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"')),
    );
}

/** Every cell but the names of measured rows, which rest on nothing. */
const cellsWithProvenance = <C extends { measured?: unknown }>(rows: readonly (readonly C[])[]): readonly C[] =>
  rows.flatMap((row) => (row.some(({ measured }) => measured) ? row.slice(1) : row));
