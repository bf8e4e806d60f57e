import { describe, expect, test } from 'vitest';
import { loadDictionary } from '../../scripts/dictionary.ts';
import { normalize } from '../../src/normalize/normalize.ts';
import type { Measurement, Table } from '../../src/table/table.ts';

const dictionary = loadDictionary();

const measured: Measurement = {
  lab: 'waiting',
  title: 'Waiting',
  address: '/queues/?waiting.load=70&waiting.server=slow#lab-waiting',
  figure: 'Mean wait',
  unit: 'ms',
  settings: { Load: '70%' },
  seeds: 30,
  mean: 10.02,
  halfWidth: 0.31,
};

const table: Table = {
  id: 'waits-measured',
  title: 'Waits',
  question: 'Who waits?',
  chapter: 'queues',
  columns: ['Server', 'Wait'],
  rows: [
    [
      { value: 'One', sources: [] },
      { value: `**[10.0 ms ± <0.1](${measured.address})** tie`, sources: [], measured },
    ],
  ],
  remarks: [],
};

const outline =
  'title: H\nparts:\n  - title: P\n    chapters:\n      - { id: queues, title: Queues, summary: S, headings: [Queues] }\n';

/** Normalizes a chapter on queues with this text, and counts what is asked for. */
function queues(text: string) {
  const asked = { tables: 0, measured: 0 };
  const files = { 'note.md': '# Queues\n\nPeople wait.\n', 'outline.yaml': outline, 'chapters/queues.md': text };
  const { chapters, messages, measured } = normalize(
    new Map(Object.entries(files).map(([name, file]) => [name, new TextEncoder().encode(file)])),
    {
      dictionary,
      picturesFrom: '',
      labs: new Set(['waiting']),
      measurable: () => {
        asked.tables += 1;
        return [
          {
            id: table.id,
            chapter: table.chapter,
            lab: 'waiting',
            measure: () => {
              asked.measured += 1;
              return table;
            },
          },
        ];
      },
    },
  );
  const errors = messages.filter(({ severity }) => severity === 'error').map(({ reason }) => reason);
  return { mdx: chapters[0]?.mdx.replace(/^---.*?\n---\n/s, '') ?? '', errors, asked, measured };
}

describe('a measured table', () => {
  test('stands where it is called for, each value leading to the lab in its state', () => {
    const { mdx, measured } = queues('## In a minute\n\nWait.\n\n::lab[waiting]\n\n::table[waits-measured]\n');
    expect(mdx).toMatchInlineSnapshot(`
      "
      {/* Generated from the notes. Edit those, then run \`npm run notes\`. */}

      ## In a minute

      Wait.

      <Lab id="waiting" />

      *Who waits?*

      | Server | Wait |
      | - | - |
      | One | **[10.0 ms ± \\<0.1](/queues/?waiting.load=70\\&waiting.server=slow#lab-waiting)** tie |

      <small>Measured by the lab [Waiting](/queues/#lab-waiting): mean of 30 seeds ± half the 95% interval, everything else as the lab begins; a value leads to the lab in its state. [Cell by cell](/compare/waits-measured/).</small>

      ## From the notes

      People wait.
      "
    `);
    expect(measured).toEqual([table]);
  });

  test('goes to the end of its chapter where its lab is in the text and nothing calls for it', () => {
    const { mdx, errors } = queues('## In a minute\n\nWait.\n\n::lab[waiting]\n');
    expect(errors).toEqual([]);
    expect(mdx).toMatch(/<Lab id="waiting" \/>[\s\S]*\n## Comparison\n\n\*Who waits\?\*\n/);
  });

  test('is measured once, however often it is called for', () => {
    const call = '::table[waits-measured]\n\n';
    expect(queues(`## In a minute\n\n${call}${call}${call}`).asked.measured).toBe(1);
  });

  test('is not measured, or looked for, where no text calls for it or for its lab', () => {
    const { mdx, asked, measured } = queues('## In a minute\n\nWait.\n');
    expect(mdx).not.toContain('Who waits?');
    expect({ asked, measured }).toEqual({ asked: { tables: 0, measured: 0 }, measured: [] });
  });

  test('is meant by a name that is nearly its own, and not measured for that', () => {
    const { errors, asked } = queues('## In a minute\n\n::table[waits-mesured]\n');
    expect(errors).toEqual([expect.stringContaining('Did you mean `waits-measured`?')]);
    expect(asked.measured).toBe(0);
  });
});
