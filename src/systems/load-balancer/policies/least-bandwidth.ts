import type { Policy } from '../backend.ts';
import { least } from './least.ts';

/** The server that answered the fewest bytes of late (the least bandwidth method of NetScaler). */
export const leastBandwidth = (): Policy => least(({ bandwidth, warmth }) => (bandwidth + 1) / warmth);
