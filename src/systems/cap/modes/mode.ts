import type { Network } from '../network.ts';
import type { Replicas } from '../replicas.ts';

/** What a client asks of the replica beside it. */
export interface Request {
  readonly id: number;
  readonly client: number;
  readonly replica: number;
  readonly key: number;
  /** Absent in a read; every write has a value of its own. */
  readonly value?: number;
}

/** A request under way, as a mode sees it. */
export interface Call {
  readonly request: Request;
  /** Whether the client still waits. */
  isOpen(): boolean;
  /** From here on, a write may take effect although its client hears nothing. */
  mayTakeEffect(): void;
  /** Answers the client, a read with the value that it found. */
  answer(value?: number): void;
}

/** How replicas answer: what happens on a call, and what happens when the partition has healed. */
export interface Mode {
  start(call: Call): void;
  heal(): void;
}

/** What a mode is built on. */
export interface Setup {
  readonly network: Network;
  readonly replicas: Replicas;
  readonly replicaCount: number;
  readonly keyCount: number;
  /** How many replicas a query and how many a store waits for. */
  readonly readQuorum: number;
  readonly writeQuorum: number;
  /** How far the clock of each replica is off. */
  readonly skew: readonly number[];
}
