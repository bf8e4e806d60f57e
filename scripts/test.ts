import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';

const results = 'node_modules/.cache/test-results.json';

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
  {
    name: 'tests',
    command: [
      'vitest',
      'run',
      '--config',
      'test/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
    ],
    env: { FC_RUNS: process.env['FC_RUNS'] ?? '10000' },
  },
] as const satisfies readonly { name: string; command: readonly [string, ...string[]]; env?: Record<string, string> }[];

rmSync(results, { force: true });
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

const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = existsSync(results)
  ? (JSON.parse(readFileSync(results, 'utf8')) as { numPassedTests?: number; numFailedTests?: number })
  : {};
const broken = outcomes.filter((outcome) => !outcome.passed);
process.stdout.write(`\n${broken.map(({ name }) => `failed: ${name}\n`).join('')}`);
// A failed test run counts its tests; a step that fails in another way counts as one.
const failures = failed + broken.filter(({ name }) => name !== 'tests' || failed === 0).length;
process.stdout.write(`${passed + outcomes.length - broken.length} passed, ${failures} failed\n`);
process.exitCode = failures > 0 ? 1 : 0;
