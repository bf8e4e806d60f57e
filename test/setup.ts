import fc from 'fast-check';

// The same notes in every run; FC_SEED explores others. Known and not yet mended: with seed 20261123 one note in
// 10,000 has a code span over lines that Sätteri reads otherwise than remark, and one a quoted code span beside
// comments that is printed differently the second time. Both stay text.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 7) });
