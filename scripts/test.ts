import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';

const resultsOf = (step: string): string => `node_modules/.cache/${step}.json`;

/** Vitest on some of the tests, with its results in a file beside what it prints. */
const vitest = (step: string, ...which: readonly string[]): readonly [string, ...string[]] => [
  'vitest',
  'run',
  ...which,
  '--config',
  'test/vitest.config.ts',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${resultsOf(step)}`,
];

const fullRuns = { FC_RUNS: process.env['FC_RUNS'] ?? '10000' };

/** Everything that must hold before a change lands, in order; each step shows its own progress. */
const steps = [
  { name: 'format and lint', command: ['biome', 'ci', '.'] },
  { name: 'types', command: ['astro', 'check', '--minimumSeverity', 'warning'] },
  { name: 'unused code and packages', command: ['knip'] },
  {
    name: 'chapters are what the notes say',
    command: ['node', 'scripts/normalize.ts', '--json', 'src/content/report.json', '--check'],
  },
  { name: 'site at /', command: ['node', 'scripts/build.ts'] },
  {
    name: 'site at /system-design-notes/',
    command: ['node', 'scripts/build.ts'],
    env: { BASE_PATH: '/system-design-notes/', OUT_DIR: 'dist-base' },
  },
  { name: 'tests', command: vitest('tests', '--exclude', 'test/timing/**'), env: fullRuns },
  // Alone on the machine: what is measured here is time.
  { name: 'timings', command: vitest('timings', 'test/timing'), env: fullRuns },
] as const satisfies readonly { name: string; command: readonly [string, ...string[]]; env?: Record<string, string> }[];

for (const step of ['tests', 'timings']) rmSync(resultsOf(step), { force: true });
const outcomes = steps.map((step) => {
  const { name, command } = step;
  process.stdout.write(`\n── ${name}\n`);
  const [program, ...args] = command;
  const { status } = spawnSync(program, args, {
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...('env' in step && step.env) },
  });
  return { name, passed: status === 0 };
});

const counts = ['tests', 'timings'].map((step): { numPassedTests?: number; numFailedTests?: number } =>
  existsSync(resultsOf(step)) ? JSON.parse(readFileSync(resultsOf(step), 'utf8')) : {},
);
const passed = counts.reduce((sum, { numPassedTests = 0 }) => sum + numPassedTests, 0);
const failed = counts.reduce((sum, { numFailedTests = 0 }) => sum + numFailedTests, 0);
const broken = outcomes.filter((outcome) => !outcome.passed);
process.stdout.write(`\n${broken.map(({ name }) => `failed: ${name}\n`).join('')}`);
// A failed test run counts its tests; a step that fails in another way counts as one.
const others = broken.filter(({ name }) => name !== 'tests' && name !== 'timings').length;
const failures = failed > 0 ? failed + others : broken.length;
process.stdout.write(`${passed + outcomes.length - broken.length} passed, ${failures} failed\n`);
process.exitCode = failures > 0 ? 1 : 0;
