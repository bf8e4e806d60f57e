import { initialSettings } from './lab/lab.ts';
import { lab } from './systems/cache-eviction/lab.ts';

const seed = 1;
const settings = initialSettings(lab.controls);
const run = lab.run(settings, seed);

/** The system shown as an example on the home page, as it ran when the page was built. */
export const runningSystem = {
  chapter: 'caching',
  question: lab.question,
  finding: lab.finding(run, settings),
  seed,
  requests: (run.figures.hits + run.figures.misses).toLocaleString('en'),
  chart: run.charts[0],
};
