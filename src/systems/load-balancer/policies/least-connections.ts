import type { Backend, Policy } from '../backend.ts';
import { least } from './least.ts';

/** How busy a server would be with one request more; one in slow start counts each of its requests for several. */
export const connections = ({ active, warmth }: Backend): number => (active + 1) / warmth;

/** The server with the fewest unanswered requests (`least_conn` of nginx, `leastconn` of HAProxy). */
export const leastConnections = (): Policy => least(connections);
