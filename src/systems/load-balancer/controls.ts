import type { Controls, Settings } from '../../lab/lab.ts';

/** What the reader sets. */
export const controls = {
  algorithm: {
    kind: 'choice',
    label: 'Algorithm',
    options: {
      roundRobin: 'round robin',
      weightedRoundRobin: 'weighted round robin',
      leastConnections: 'least connections',
      leastResponseTime: 'least response time',
      leastBandwidth: 'least bandwidth',
      ipHash: 'IP hash',
      consistentHash: 'consistent hash',
      random: 'random',
      powerOfTwoChoices: 'power of two choices',
    },
    initial: 'roundRobin',
  },
  slowSpeed: { kind: 'range', label: 'Server 1 works at', unit: '%', min: 10, max: 100, step: 5, initial: 25 },
  load: { kind: 'range', label: 'Load of the fleet', unit: '%', min: 20, max: 110, step: 5, initial: 80 },
  incident: {
    kind: 'choice',
    label: 'The last server',
    options: {
      none: 'works',
      crash: 'crashes for 30 s',
      pause: 'stands still for 30 s',
      drain: 'is drained',
    },
    initial: 'none',
  },
  servers: { kind: 'range', label: 'Servers', min: 1, max: 8, step: 1, initial: 6 },
  interval: { kind: 'range', label: 'Health check every', unit: 's', min: 1, max: 15, step: 1, initial: 5 },
  threshold: { kind: 'range', label: 'Failed checks until out', min: 1, max: 5, step: 1, initial: 3 },
  sticky: { kind: 'switch', label: 'Sticky sessions', initial: false },
  slowStart: { kind: 'range', label: 'Slow start after its return', unit: 's', min: 0, max: 30, step: 5, initial: 0 },
  drain: { kind: 'range', label: 'If drained, out after', unit: 's', min: 0, max: 60, step: 5, initial: 30 },
} as const satisfies Controls;

/** A value for each of them. */
export type FleetSettings = Settings<typeof controls>;
