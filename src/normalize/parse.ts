import type { Nodes, Root } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { visit } from 'unist-util-visit';

const processor = unified().use(remarkParse).use(remarkGfm, { singleTilde: false }).use(blockDirectives).freeze();

/**
 * Reads Markdown lines as a tree: CommonMark, GFM, and leaf and container directives (`:name` inside a text is text).
 * `origin` gives for each line the number that positions shall count; without it they count the lines given.
 */
export function parse(lines: readonly string[], origin?: readonly number[]): Root {
  const tree = processor.parse(lines.join('\n'));
  if (origin) visit(tree, (node) => renumber(node, origin));
  return tree;
}

function renumber(node: Nodes, origin: readonly number[]): void {
  const { position } = node;
  if (!position) return;
  const last = origin.at(-1) ?? 1;
  position.start.line = origin[position.start.line - 1] ?? last;
  position.end.line = origin[position.end.line - 1] ?? last;
}

/** remark-directive reads text directives as well, and would make one of the `:30` in `at 10:30`. */
function blockDirectives(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { flow: directive().flow ?? {} }];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), directiveFromMarkdown()];
}
