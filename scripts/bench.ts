import { benchLabs } from './bench/labs.ts';
import { benchModels } from './bench/models.ts';
import { benchNotes } from './bench/notes.ts';
import { printTable } from './bench/table.ts';

const usage = `Usage: node scripts/bench.ts [notes | systems]

Measures the normalizer, the runs of the labs, and models beside packages that do the same. Ends with 1 where something
is not as fast as wanted; what else the machine is doing counts.`;

const benches = {
  notes: [benchNotes],
  systems: [benchLabs, benchModels],
} as const;

async function main(args: readonly string[]): Promise<number> {
  const chosen = chosenBy(args);
  if (!chosen) {
    process.stderr.write(`Unexpected ${args.join(' ')}.\n\n${usage}\n`);
    return 2;
  }
  let code = 0;
  for (const bench of chosen) {
    const table = await bench();
    process.stdout.write(`${printTable(table)}\n\n`);
    if (!table.rows.every(({ holds }) => holds)) code = 1;
  }
  if (code !== 0) process.stdout.write('✗ is not as wanted.\n');
  return code;
}

function chosenBy([name, ...rest]: readonly string[]) {
  if (rest.length > 0) return undefined;
  if (name === undefined) return [...benches.notes, ...benches.systems];
  return name === 'notes' || name === 'systems' ? benches[name] : undefined;
}

process.exitCode = await main(process.argv.slice(2));
