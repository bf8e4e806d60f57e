import { defineHastPlugin } from 'satteri';

/** Names the question that stands above a generated table: a paragraph of nothing but emphasis. */
export const questions = defineHastPlugin({
  name: 'questions',
  element: {
    filter: ['p'],
    visit(node, context) {
      const [only, ...others] = node.children;
      if (others.length === 0 && only?.type === 'element' && only.tagName === 'em')
        context.setProperty(node, 'className', ['question']);
    },
  },
});
