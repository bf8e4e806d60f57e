import ELK, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';

/** A chapter as the map needs it: its id, its title, and the chapters to know before it. */
interface Entry {
  readonly id: string;
  readonly title: string;
  readonly prerequisites: readonly string[];
}

/** A map of chapters, left to right from what comes first; all lengths in pixels of its own coordinates. */
export interface ChapterMap {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly {
    readonly id: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly lines: readonly string[];
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly path: string }[];
}

/** Widths of a line of the label face at 14 pixels, in characters and in pixels. */
const perLine = 17;
const perCharacter = 7.2;
const lineHeight = 17;

/** Places the chapters with ELK's layered algorithm, those that stand alone in a last group. */
export async function chapterMap(chapters: readonly Entry[]): Promise<ChapterMap> {
  const known = new Set(chapters.map(({ id }) => id));
  const linesOf = new Map(chapters.map(({ id, title }) => [id, wrap(title)]));
  const graph: ElkNode = await new ELK().layout({
    id: 'map',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.edgeRouting': 'SPLINES',
      'elk.randomSeed': '1',
      'elk.layered.layering.strategy': 'LONGEST_PATH_SOURCE',
      'elk.spacing.nodeNode': '10',
      'elk.spacing.componentComponent': '18',
      'elk.layered.spacing.nodeNodeBetweenLayers': '28',
      'elk.layered.spacing.edgeNodeBetweenLayers': '12',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.padding': '[top=2,left=2,bottom=2,right=2]',
    },
    children: chapters.map(({ id }) => {
      const lines = linesOf.get(id) ?? [];
      return {
        id,
        width: Math.max(...lines.map(({ length }) => length)) * perCharacter + 20,
        height: lines.length * lineHeight + 12,
      };
    }),
    edges: chapters.flatMap(({ id, prerequisites }) =>
      prerequisites
        .filter((before) => known.has(before))
        .map((before) => ({ id: `${before} ${id}`, sources: [before], targets: [id] })),
    ),
  });
  return {
    width: Math.ceil(graph.width ?? 0),
    height: Math.ceil(graph.height ?? 0),
    nodes: (graph.children ?? []).map(({ id, x = 0, y = 0, width = 0, height = 0 }) => ({
      id,
      x,
      y,
      width,
      height,
      lines: linesOf.get(id) ?? [],
    })),
    edges: (graph.edges ?? []).map((edge) => ({
      from: edge.sources[0] ?? '',
      to: edge.targets[0] ?? '',
      path: pathOf(edge),
    })),
  };
}

/** A title in lines of at most `perLine` characters, broken between words. */
const wrap = (title: string): readonly string[] =>
  title.match(new RegExp(`\\S.{0,${perLine - 2}}(?=\\s|$)|\\S+`, 'g')) ?? [title];

/** ELK gives the control points of cubic curves. */
function pathOf({ sections = [] }: ElkExtendedEdge): string {
  return sections
    .map(({ startPoint, bendPoints = [], endPoint }) => {
      const points = [...bendPoints, endPoint].map(({ x, y }) => `${round(x)} ${round(y)}`);
      return `M${round(startPoint.x)} ${round(startPoint.y)}${points.length % 3 === 0 ? 'C' : 'L'}${points.join(' ')}`;
    })
    .join('');
}

const round = (length: number): number => Math.round(length * 10) / 10;
