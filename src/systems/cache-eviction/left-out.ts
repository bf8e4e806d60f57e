/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'All entries have the same size and cost the same to fetch.',
  'Nothing expires, and nothing is written.',
  'Every miss brings its key in; policies that turn newcomers away, such as W-TinyLFU, are not among these.',
  'LFU counts uses since the entry came in and never ages its counts; products let old counts decay.',
  'LRU and LFU know the order of all entries; Redis compares a few drawn at random.',
  'What a policy costs is not counted: memory for its lists, and waiting where threads share them.',
  'Each access of Zipf traffic is drawn on its own; real keys are often asked for again soon after.',
  'The cache is empty at first, so that the first access to each key misses; the formulas for Zipf traffic leave this out.',
  'LIFO and MRU keep what came in first, so that chance decides more about one run of theirs than about the others.',
];
