import type { BlockContent, PhrasingContent, Root, TableRow } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { measuredLegend } from '../table/measured-legend.ts';
import { markProvenance } from '../table/provenance.ts';
import type { Sources } from '../table/sources.ts';
import type { Table } from '../table/table.ts';
import { advance, type Draft, placeOf } from './draft.ts';
import { type Block, mapBlocks } from './map-blocks.ts';
import { didYouMean, type Message, message } from './message.ts';
import { linkAddresses, parse } from './parse.ts';
import type { Tables } from './tables.ts';

/** What chapters may call for: tables by id, with the documents that their cells rest on, and labs. */
export interface Exhibits {
  readonly tables: Pick<Tables, 'get' | 'keys'>;
  readonly sources: Sources;
  /** Ids of the systems that have a lab. */
  readonly labs: ReadonlySet<string>;
}

/** Directives that chapters know. */
const directives = ['table', 'lab'] as const;

/**
 * Puts the table in the place of `::table[id]`, and the lab in that of `::lab[id]`. An unknown id is an error with the
 * nearest one; a directive whose name is nearly right is an error, any other with colons is the text it is.
 */
export function tabulate(draft: Draft, exhibits: Exhibits): Draft {
  const messages: Message[] = [];
  const tree = mapBlocks(draft.tree, (blocks) => blocks.flatMap((block) => expand(block, draft, exhibits, messages)));
  const directives = draft.tree.children.some(({ type }) => type === 'leafDirective' || type === 'containerDirective');
  return advance(draft, directives ? linkAddresses(tree) : tree, messages);
}

function expand(block: Block, draft: Draft, exhibits: Exhibits, messages: Message[]): readonly Block[] {
  if (block.type !== 'leafDirective' && block.type !== 'containerDirective') return [block];
  const place = placeOf(draft, block.position?.start.line ?? 1);
  const id = textOf(block).trim();
  if (block.type === 'leafDirective' && block.name === 'table') {
    const table = exhibits.tables.get(id);
    if (table) return tableBlocks(table, exhibits.sources);
    const near = didYouMean(id, exhibits.tables.keys());
    messages.push(
      message(
        'unknown-table',
        place,
        `Unexpected table \`${id}\`, expected the id of one in facts/ or of one that a lab measures.${near}`,
      ),
    );
  } else if (block.type === 'leafDirective' && block.name === 'lab') {
    if (exhibits.labs.has(id)) return [labBlock(id)];
    const near = didYouMean(id, exhibits.labs);
    messages.push(message('unknown-lab', place, `Unexpected lab \`${id}\`, expected the name of a system.${near}`));
  } else {
    const near = didYouMean(block.name, directives);
    if (near !== '')
      messages.push(
        message(
          'unknown-directive',
          place,
          `Unexpected directive \`${block.name}\`, expected ${directives.map((name) => `\`${name}\``).join(', ')}.${near}`,
        ),
      );
  }
  return asText(block, draft);
}

const labBlock = (id: string): Block => ({
  type: 'mdxJsxFlowElement',
  name: 'Lab',
  attributes: [{ type: 'mdxJsxAttribute', name: 'id', value: id }],
  children: [],
});

/** The lines of a directive that is none, as text around what it holds. */
function asText(block: Block, draft: Draft): readonly Block[] {
  const { position } = block;
  const line = (number: number): Block => ({
    type: 'paragraph',
    children: [{ type: 'text', value: (draft.raw[number - 1] ?? '').trim() }],
    ...(position && { position }),
  });
  const from = position?.start.line ?? 1;
  const to = position?.end.line ?? from;
  if (block.type !== 'containerDirective') return [line(from)];
  const body = block.children.filter(
    (child) => !(child.type === 'paragraph' && child.data && 'directiveLabel' in child.data),
  );
  return [line(from), ...body, ...(/^[\s>*+-]*:::+\s*$/.test(draft.raw[to - 1] ?? '') ? [line(to)] : [])];
}

/** A table as it stands in a chapter: its question, the GFM table, its verdict, remarks, and sources or lab. */
export function tableBlocks(table: Table, sources: Sources): readonly BlockContent[] {
  const measured = measuredLegend(table);
  const { columns, marks, legend } = measured.length > 0 ? unmarked : markProvenance(table, sources);
  const rows = table.rows.map((row, i) =>
    rowOf(row.map((cell, j) => withMark(inline(cell.value), marks[i]?.[j] ?? ''))),
  );
  const caption = table.question === '' ? [] : [paragraph([{ type: 'emphasis', children: [text(table.question)] }])];
  const verdict = table.verdict === undefined ? [] : [paragraph([{ type: 'strong', children: inline(table.verdict) }])];
  return [
    ...caption,
    {
      type: 'table',
      children: [rowOf(table.columns.map((name, i) => withMark(inline(name), columns[i] ?? ''))), ...rows],
    },
    ...verdict,
    ...table.remarks.map((remark) => paragraph(inline(remark))),
    smallPrint([
      ...(measured.length > 0 ? measured : legendOf(legend, sources)),
      ...(table.question === '' ? [] : cellByCell(table)),
    ]),
  ];
}

const unmarked: ReturnType<typeof markProvenance> = { columns: [], marks: [], legend: [] };

/** Inline nodes of a line of Markdown. */
function inline(markdown: string): PhrasingContent[] {
  const [first] = (parse([markdown]) as Root).children;
  if (first?.type === 'paragraph') return first.children;
  return markdown === '' ? [] : [text(markdown)];
}

const text = (value: string): PhrasingContent => ({ type: 'text', value });
const paragraph = (children: PhrasingContent[]): BlockContent => ({ type: 'paragraph', children });
const rowOf = (cells: readonly PhrasingContent[][]): TableRow => ({
  type: 'tableRow',
  children: cells.map((children) => ({ type: 'tableCell', children })),
});
const sup = (mark: string): PhrasingContent => ({
  type: 'mdxJsxTextElement',
  name: 'sup',
  attributes: [],
  children: [{ type: 'text', value: mark }],
});

const withMark = (content: readonly PhrasingContent[], mark: string): PhrasingContent[] => [
  ...content,
  ...(mark === '' ? [] : [sup(mark)]),
];

/** How far a mark reaches. */
const reach = 'A mark at the head of a column or row holds for all of it.';

function legendOf(legend: ReturnType<typeof markProvenance>['legend'], sources: Sources): PhrasingContent[] {
  const entries = legend.flatMap(({ mark, sources: keys, checked }, i): PhrasingContent[] => [
    text(i === 0 ? 'Sources: ' : '; '),
    ...(i === 0 && legend.length > 1
      ? [text(mark === '' ? 'where nothing is marked, ' : 'where nothing is marked, and ')]
      : []),
    ...(mark === '' ? [] : [sup(mark), text(' ')]),
    ...keys.flatMap((key, j): PhrasingContent[] => [...(j === 0 ? [] : [text(', ')]), named(key, sources)]),
    text(`, checked ${checked}`),
  ]);
  return [...entries, text(legend.length > 1 ? `. ${reach}` : '.')];
}

/** The way to the page of a table, behind what is said of its sources. */
const cellByCell = ({ id }: Table): PhrasingContent[] => [
  text(' '),
  { type: 'link', url: `/compare/${id}/`, children: [text('Cell by cell')] },
  text('.'),
];

const smallPrint = (children: readonly PhrasingContent[]): BlockContent =>
  paragraph([{ type: 'mdxJsxTextElement', name: 'small', attributes: [], children: [...children] as [] }]);

function named(key: string, sources: Sources): PhrasingContent {
  const source = sources[key];
  return source ? { type: 'link', url: source.url, children: [text(source.title)] } : text('general knowledge');
}
