import { type EventQueue, eventQueue } from '../../kernel/event-queue.ts';
import type { Random } from '../../kernel/random.ts';
import { type Micros, second } from '../../kernel/time.ts';
import type { Request } from '../queueing/workload.ts';
import type { Backend } from './backend.ts';
import { type Health, judge, type Thresholds } from './health.ts';
import { bandwidthSeconds } from './policies/least-bandwidth.ts';
import { smoothed } from './policies/least-response-time.ts';
import { type Algorithm, policies } from './policies.ts';
import { warmth } from './slow-start.ts';
import { sticky } from './sticky.ts';

/** A request of one of the clients. */
export interface ClientRequest extends Request {
  readonly client: number;
}

/** Something that happens to a server: it dies with all it holds, stands still, or is taken out in an orderly way. */
export interface Incident {
  readonly kind: 'crash' | 'pause' | 'drain';
  readonly server: number;
  readonly from: Micros;
  /** When it is back; for a drain, when requests that are left are cut off and the server is gone. */
  readonly until: Micros;
}

/** A fleet, its balancer, and what is in store for them. */
export interface Setup {
  readonly algorithm: Algorithm;
  /** The speed of each server, 1 for a demand served in its own time; and its weight. */
  readonly servers: readonly { readonly speed: number; readonly weight: number }[];
  readonly checkInterval: Micros;
  readonly thresholds: Thresholds;
  /** Over how long the share of a returned server grows; 0 for at once. */
  readonly slowStart: Micros;
  readonly sticky: boolean;
  readonly incidents: readonly Incident[];
  /** When the run ends; what is not answered then is in flight. */
  readonly horizon: Micros;
}

/** A request and how it ended; without a server where none was eligible. */
interface Sent extends ClientRequest {
  readonly server: number | undefined;
  readonly fate: 'done' | 'failed' | 'refused' | 'inFlight';
  /** When it ended; the end of the run for what is in flight. */
  readonly ended: Micros;
}

/** What happened to a server. */
export interface ServerEvent {
  readonly time: Micros;
  readonly kind: 'crashes' | 'stands still' | 'is back' | 'drains' | 'has left' | 'is taken out' | 'returns';
  readonly server: number;
}

/** A request is sent, or ends in one way or another. */
export interface RequestEvent {
  readonly time: Micros;
  readonly kind: 'sent' | Exclude<Sent['fate'], 'inFlight'>;
  readonly request: number;
  /** Absent where none was eligible. */
  readonly server: number | undefined;
  /** Since it arrived. */
  readonly took: Micros;
}

/** A server as it is, which the balancer learns from checks alone. */
export interface Standing extends Backend {
  readonly state: 'up' | 'crash' | 'pause' | 'left';
  readonly draining: boolean;
}

/** Is told of everything at once after it happened, with the servers as they are then. */
export type Watch = (event: ServerEvent | RequestEvent, servers: readonly Standing[]) => void;

/** A whole run. */
export interface Outcome {
  readonly sent: readonly Sent[];
  readonly events: readonly ServerEvent[];
  /** Work sent to each server that it accepted, in its own microseconds, over the length of the run. */
  readonly loads: readonly number[];
  /** Sticky sessions that went with their server, or had to begin anew on another one. */
  readonly sessionsLost: number;
}

type Happening =
  | { readonly kind: 'arrival'; readonly request: ClientRequest }
  | { readonly kind: 'answer'; readonly server: Server; readonly turn: number }
  | { readonly kind: 'begin' | 'end'; readonly incident: Incident }
  | { readonly kind: 'check' | 'second' };

type Open = { -readonly [Key in keyof Sent]: Sent[Key] };

/** A server as it is, with what the balancer knows of it. */
interface Server extends Standing {
  readonly speed: number;
  eligible: boolean;
  warmth: number;
  active: number;
  responseTime: number;
  bandwidth: number;
  /** The bytes of each second of the bandwidth; the last one is under way. */
  seconds: number[];
  state: Standing['state'];
  draining: boolean;
  health: Health;
  /** When it last returned; absent where its share is whole. */
  returned: Micros | undefined;
  /** Its line in the order of arrival; the first is worked on. */
  line: Open[];
  /** An answer is due at this moment, while the turn is this one; what stands still in mid work keeps what is left. */
  due: Micros;
  left: Micros | undefined;
  turn: number;
  work: Micros;
}

/** Runs requests, in the order of arrival, through a balancer; each server has one line and works on one at a time. */
export function balance(
  requests: readonly ClientRequest[],
  setup: Setup,
  random: Random,
  watch: Watch = () => {},
): Outcome {
  const { horizon, checkInterval, thresholds, slowStart, incidents } = setup;
  const queue: EventQueue<Happening> = eventQueue();
  const servers = setup.servers.map(newServer);
  const policy = policies[setup.algorithm](random);
  const sessions = setup.sticky ? sticky(policy) : undefined;
  const choose = sessions?.choose ?? policy;
  const sent: Open[] = [];
  const events: ServerEvent[] = [];
  let now: Micros = 0;
  const tell = (kind: ServerEvent['kind'], { id }: Server): void => {
    const event = { time: now, kind, server: id };
    events.push(event);
    watch(event, servers);
  };
  const tellOf = ({ id: request, server, arrived }: Open, kind: RequestEvent['kind']): void =>
    watch({ time: now, kind, request, server, took: now - arrived }, servers);
  const end = (open: Open, fate: Exclude<Sent['fate'], 'inFlight'>): void => {
    open.fate = fate;
    open.ended = now;
    tellOf(open, fate);
  };

  const beginNext = (server: Server): void => {
    const [next] = server.line;
    if (!next || server.state !== 'up') return;
    server.due = now + (server.left ?? Math.round(next.demand / server.speed));
    server.left = undefined;
    queue.schedule(server.due, { kind: 'answer', server, turn: server.turn });
  };

  const arrive = ({ id, client, arrived, demand }: ClientRequest): void => {
    for (const server of servers)
      if (server.returned !== undefined) {
        server.warmth = warmth(now - server.returned, slowStart);
        if (server.warmth === 1) server.returned = undefined;
      }
    const chosen = choose(servers, client);
    const server = chosen === undefined ? undefined : servers[chosen];
    const open: Open = { id, client, arrived, demand, server: server?.id, fate: 'inFlight', ended: horizon };
    sent.push(open);
    if (!server) end(open, 'refused');
    // Nobody listens on a server that has crashed: the connection is refused at once.
    else if (server.state === 'crash') end(open, 'failed');
    else {
      server.active += 1;
      server.work += demand / server.speed;
      server.line.push(open);
      sessions?.keep(client, server.id);
      tellOf(open, 'sent');
      if (server.line.length === 1) beginNext(server);
    }
  };

  const answer = (server: Server, turn: number): void => {
    const done = turn === server.turn ? server.line.shift() : undefined;
    if (!done) return;
    server.active -= 1;
    end(done, 'done');
    server.responseTime = smoothed(server.responseTime, now - done.arrived);
    // An answer is as long as its work.
    server.bandwidth += done.demand;
    server.seconds.push((server.seconds.pop() ?? 0) + done.demand);
    beginNext(server);
  };

  const cutOff = (server: Server): void => {
    const lost = server.line;
    server.line = [];
    server.active = 0;
    server.turn += 1;
    sessions?.lose(server.id);
    for (const open of lost) end(open, 'failed');
  };

  const begin = ({ kind, server: id }: Incident): void => {
    const server = servers[id];
    if (!server || server.state === 'left') return;
    if (kind === 'drain') {
      server.draining = true;
      server.eligible = false;
      tell('drains', server);
    } else if (server.state === 'up') {
      server.state = kind;
      tell(kind === 'crash' ? 'crashes' : 'stands still', server);
      if (kind === 'crash') cutOff(server);
      else {
        server.left = server.line.length > 0 ? server.due - now : undefined;
        server.turn += 1;
      }
    }
  };

  const finish = ({ kind, server: id }: Incident): void => {
    const server = servers[id];
    if (!server) return;
    if (kind === 'drain') {
      if (server.state === 'left') return;
      server.state = 'left';
      tell('has left', server);
      cutOff(server);
    } else if (server.state === kind) {
      server.state = 'up';
      tell('is back', server);
      // Work goes on where it stood; what came in the meantime to an idle server begins now.
      beginNext(server);
    }
  };

  const check = (server: Server): void => {
    if (server.state === 'left') return;
    const before = server.health.healthy;
    server.health = judge(server.health, server.state === 'up', thresholds);
    if (server.health.healthy === before) return;
    server.eligible = server.health.healthy && !server.draining;
    if (!before && slowStart > 0) server.returned = now;
    tell(before ? 'is taken out' : 'returns', server);
  };

  const rollBandwidth = (server: Server): void => {
    if (server.seconds.push(0) > bandwidthSeconds) server.bandwidth -= server.seconds.shift() ?? 0;
  };

  for (const incident of incidents) {
    queue.schedule(incident.from, { kind: 'begin', incident });
    queue.schedule(incident.until, { kind: 'end', incident });
  }
  queue.schedule(checkInterval, { kind: 'check' });
  queue.schedule(second, { kind: 'second' });
  const [first] = requests;
  if (first) queue.schedule(first.arrived, { kind: 'arrival', request: first });

  for (let next = queue.next(); next && next.time < horizon; next = queue.next()) {
    const { event } = next;
    now = next.time;
    switch (event.kind) {
      case 'arrival': {
        arrive(event.request);
        const following = requests[sent.length];
        if (following) queue.schedule(following.arrived, { kind: 'arrival', request: following });
        break;
      }
      case 'answer':
        answer(event.server, event.turn);
        break;
      case 'begin':
        begin(event.incident);
        break;
      case 'end':
        finish(event.incident);
        break;
      case 'check':
        servers.forEach(check);
        queue.schedule(now + checkInterval, event);
        break;
      case 'second':
        servers.forEach(rollBandwidth);
        queue.schedule(now + second, event);
        break;
    }
  }
  return { sent, events, loads: servers.map(({ work }) => work / horizon), sessionsLost: sessions?.lost() ?? 0 };
}

const newServer = ({ speed, weight }: Setup['servers'][number], id: number): Server => ({
  id,
  speed,
  weight,
  eligible: true,
  warmth: 1,
  active: 0,
  responseTime: 0,
  bandwidth: 0,
  seconds: [0],
  state: 'up',
  draining: false,
  health: { healthy: true, against: 0 },
  returned: undefined,
  line: [],
  due: 0,
  left: undefined,
  turn: 0,
  work: 0,
});
