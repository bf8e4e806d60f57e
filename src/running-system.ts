import { exhibitedLabs, firstRun } from './labs.ts';

const exhibited = exhibitedLabs.find(({ lab }) => lab.id === 'cache-eviction') ?? exhibitedLabs[0];

/** The system shown as an example on the home page, as it ran when the page was built; nothing where none is in a chapter. */
export const runningSystem = exhibited && { ...exhibited, ...firstRun(exhibited.lab) };
