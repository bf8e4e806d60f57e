import type { Policy } from '../backend.ts';
import { least } from './least.ts';

/** Over how many seconds bytes are summed, the one under way included. */
export const bandwidthSeconds = 14;

/**
 * The server with the fewest bytes of late, of equals the next in turn: NetScaler's least bandwidth method, which sums
 * those sent and received in the previous 14 s. Here only answers have a length. No scheduler of LVS looks at bytes.
 */
export const leastBandwidth = (): Policy => least(({ bandwidth, warmth }) => (bandwidth + 1) / warmth);
