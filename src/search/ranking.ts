/** How Pagefind orders what it finds: a page that is named as was asked before one that has the words; settled by the queries of the tests. */
export const ranking = {
  metaWeights: { title: 0, topic: 15, aliases: 12, name: 4, question: 3, term: 7, quote: 0.5 },
};
