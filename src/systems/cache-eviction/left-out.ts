/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'All entries have the same size and cost the same to fetch.',
  'Nothing expires, and nothing is written.',
  'LFU counts uses since the entry came in and never ages its counts; products sample, age or approximate.',
  'The cache is empty at first, so the first miss of each key counts; the formulas leave it out for Zipf traffic.',
  'One run of LIFO and MRU depends on which keys came first.',
];
