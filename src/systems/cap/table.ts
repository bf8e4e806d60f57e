import type { MeasuredTable } from '../../lab/measured-table.ts';
import { lab } from './lab.ts';

const modes = lab.controls.mode.options;

/** What each mode costs while one replica and two of six clients are cut off. */
const partition = {
  id: 'cap-partition-measured',
  title: 'Four seconds of partition, measured',
  question: 'While one of three replicas is cut off, who is answered, and are the answers right?',
  verdict: 'Either the clients that are cut off are not answered, or some answers are wrong and some writes are lost.',
  chapter: 'cap-theorem',
  lab,
  rowsName: 'Who answers',
  rows: [
    { name: modes.quorum, settings: { mode: 'quorum' } },
    { name: `${modes.primary}, a secondary is cut off`, settings: { mode: 'primary' } },
    { name: `${modes.primary}, and it is cut off`, settings: { mode: 'primary', isolated: 'primary' } },
    { name: modes.local, settings: { mode: 'local' } },
  ],
  columns: [
    { name: 'Answered', figure: 'answeredShare', best: 'highest' },
    { name: 'Linearizable', figure: 'linearizable' },
    { name: 'Stale reads', figure: 'staleReads', best: 'lowest' },
    { name: 'Writes lost', figure: 'lostWrites', best: 'lowest' },
    { name: 'Time, p99', figure: 'p99', best: 'lowest' },
  ],
  seeds: 30,
  remarks: [
    'Answered: of the operations that are called in the partition by six clients, two of them cut off.',
    'Writes lost: of about 46 in 10 s, acknowledged and then overwritten by a write that had not seen them.',
  ],
} as const satisfies MeasuredTable<typeof lab>;

/** What each mode costs while nothing is cut off and messages are slow. */
const otherwise = {
  id: 'cap-otherwise-measured',
  title: 'No partition but a slow network, measured',
  question: 'What does each way to answer cost while all replicas are connected?',
  verdict: 'Without a partition everybody is answered: what is left to choose is time or right answers.',
  chapter: 'cap-theorem',
  lab,
  rowsName: 'Who answers',
  rows: (['quorum', 'primary', 'local'] as const).map((mode) => ({
    name: modes[mode],
    settings: { mode, partition: 0, delay: 50 },
  })),
  columns: [
    { name: 'Operations', figure: 'operations' },
    { name: 'Answered', figure: 'answered' },
    { name: 'Stale reads', figure: 'staleReads', best: 'lowest' },
    { name: 'Writes lost', figure: 'lostWrites', best: 'lowest' },
    { name: 'Time, p99', figure: 'p99', best: 'lowest' },
  ],
  seeds: 30,
  remarks: ['A message takes 50 ms on average; time is that from a call to its answer.'],
} as const satisfies MeasuredTable<typeof lab>;

/** What is measured with this lab. */
export const tables = [partition, otherwise];
