import { expect, test } from 'vitest';
import { judge } from '../../../src/systems/load-balancer/health.ts';

test('a server goes after as many failed checks in a row as set, and returns after as many good ones', () => {
  const checks = [false, false, true, false, false, false, true, false, true, true];
  let health = { healthy: true, against: 0 };
  const seen = checks.map((passed) => {
    health = judge(health, passed, { unhealthy: 3, healthy: 2 });
    return health.healthy;
  });
  expect(seen).toEqual([true, true, true, true, true, false, false, false, false, true]);
});
