import type { Code } from 'mdast';
import { advance, type Draft, placeOf } from '../draft.ts';
import { type Block, mapBlocks } from '../map-blocks.ts';
import { type Message, message } from '../message.ts';
import { parse } from '../parse.ts';

/** What gives code away in a line; a block with one such line stays as it is. */
const codeSigns = [
  /[{};]\s*$/, // a block or a statement
  /^\s*(\/\/|#!|#include|\$ |>{1,3} |<[/!?a-z])/i, // a comment, a prompt, a tag
  /=>|->|::|[=!<>]=|&&|\|\||\+=|:=|<\/|\/>/, // operators
  /^\s*(class|const|def|export|function|import|let|package|public|private|return|var)\s/, // keywords
  /^\s*(if|for|while|switch)\s*\(/, // control flow
  /^\s*[\w.]+\([^ ]*\)$/, // a call
  /^\s*[\w.[\]]+\s*=\s*\S/, // an assignment
  /^\s*[a-z][\w-]*:(\s+\S+)?\s*$/, // a setting
  /^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|GET|POST|PUT|HTTP|curl|npm|sudo|docker|kubectl|git|cd|apt)\b.*\S/, // a command
  /[│┌└├─►▼┐┘]|--+>|<--+|\+--|\S {3,}\S|\t\S+\t/, // a drawing or columns
  /^\s*[|+].*[|+]\s*$/, // a drawn box
  /^\s*["'[{]/, // a literal
];

/** Prose that stands in an unlabelled code block becomes prose; each of its lines is taken as a statement of its own. */
export function unwrapFences(draft: Draft): Draft {
  const messages: Message[] = [];
  const tree = mapBlocks(draft.tree, (blocks) =>
    blocks.flatMap((block) => {
      if (block.type !== 'code' || !isProse(block)) return [block];
      const fenced = /^\s*(`{3,}|~{3,})/.test(withoutMarkers(draft.raw[start(block) - 1] ?? ''));
      const first = start(block) + (fenced ? 1 : 0);
      messages.push(
        message(
          'fence-unwrapped',
          placeOf(draft, start(block)),
          'Unexpected prose in a code block without a language, taken out of it. Name a language to keep it as code.',
        ),
      );
      return unwrapped(block, first);
    }),
  );
  return advance(draft, tree, messages);
}

/** True for a code block without a language in which no line looks like code and some line has words. */
function isProse(code: Code): boolean {
  if (code.lang) return false;
  const lines = code.value.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.some((line) => /\p{L}{2,}[ -]+\p{L}/u.test(line)) &&
    !lines.some((line) => codeSigns.some((sign) => sign.test(line)))
  );
}

function unwrapped(code: Code, first: number): readonly Block[] {
  const lines = code.value.split('\n').map((line) => line.trimEnd());
  const origin = lines.map((_, i) => first + i);
  const { children } = parse(lines, origin);
  return children.map((child) =>
    child.type === 'paragraph' ? { ...child, data: { ...child.data, verse: true } } : child,
  );
}

const start = (block: Block): number => block.position?.start.line ?? 1;

/** A fence may open behind list markers or quotation marks. */
const withoutMarkers = (line: string): string => line.replace(/^(\s*([-*+>]|\d+[.)])\s+)*/, '');

declare module 'mdast' {
  interface ParagraphData {
    /** Line ends in this paragraph separate statements, as they did in the code block it stood in. */
    verse?: boolean;
  }
}
