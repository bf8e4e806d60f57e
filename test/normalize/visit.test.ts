import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { SKIP as REFERENCE_SKIP, visit as referenceVisit } from 'unist-util-visit';
import { expect, test } from 'vitest';
import { copyTree } from '../../src/normalize/copy-tree.ts';
import { parse } from '../../src/normalize/parse.ts';
import { SKIP, visit } from '../../src/normalize/visit.ts';
import { note, runs } from './hazards.ts';

/** What a visitor saw of each node. */
type Seen = readonly [type: string, index: number | undefined, parent: string | undefined];

test('nodes are visited as unist-util-visit does, with those below a skipped one left out', () => {
  fc.assert(
    fc.property(note, fc.boolean(), (text, skips) => {
      const tree = parse(text.split('\n'));
      const [own, reference]: [Seen[], Seen[]] = [[], []];
      const isSkipped = (node: Nodes): boolean => skips && (node.type === 'listItem' || node.type === 'strong');
      visit(tree, (node, index, parent) => {
        own.push([node.type, index, parent?.type]);
        return isSkipped(node) ? SKIP : undefined;
      });
      referenceVisit(tree, (node, index, parent) => {
        reference.push([node.type, index, parent?.type]);
        return isSkipped(node) ? REFERENCE_SKIP : undefined;
      });
      expect(own).toEqual(reference);
    }),
    runs,
  );
});

test('a visitor that replaces its node goes on behind what it put there', () => {
  const tree = parse(['a *b* c']);
  visit(tree, 'text', (node, index, parent) => {
    if (!parent || index === undefined) return undefined;
    parent.children.splice(index, 1, { ...node, value: '1' }, { ...node, value: '2' });
    return [SKIP, index + 2];
  });
  const values: string[] = [];
  visit(tree, 'text', ({ value }) => void values.push(value));
  expect(values).toEqual(['1', '2', '1', '2', '1', '2']);
});

test('a copy is equal, and a change of any of its nodes leaves the tree as it was', () => {
  fc.assert(
    fc.property(note, (text) => {
      const tree = parse(text.split('\n'));
      const copy = copyTree(tree);
      expect(copy).toEqual(tree);
      visit(copy, (node) => {
        node.type = 'text';
        if ('children' in node) node.children.reverse();
        if ('value' in node) node.value = 'changed';
      });
      expect(tree).toEqual(parse(text.split('\n')));
    }),
    runs,
  );
});
