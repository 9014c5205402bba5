import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { knownFrontierOf } from './knownFrontiers';
import { frontierOf } from './readySteps';

describe('knownFrontierOf', () => {
  const plan = samplePlan([
    sampleStep({ id: 'a' }),
    sampleStep({ id: 'b', dependsOn: ['a'] }),
  ]);
  const table = () => ({ a: { status: 'done' as const, attempt: 1 } });

  it('answers as a search would, and does not search twice', () => {
    const steps = table();
    const first = knownFrontierOf(plan, steps, {});
    expect(first).toEqual(frontierOf(plan, steps));
    expect(knownFrontierOf(plan, steps, {})).toBe(first);
  });

  it('tells apart tables, plans and what is looked for', () => {
    const steps = table();
    const known = () => knownFrontierOf(plan, steps, {});
    expect(known().ready.map(({ id }) => id)).toEqual(['b']);
    expect(knownFrontierOf(plan, {}, {}).ready.map(({ id }) => id)).toEqual([
      'a',
    ]);
    const other = samplePlan([sampleStep({ id: 'c' })]);
    expect(knownFrontierOf(other, steps, {}).ready[0].id).toBe('c');
    for (const conditions of [
      { onlyBegun: true },
      { outOfService: { nodes: [] } },
      { skipped: {} },
    ]) {
      const first = known();
      expect(knownFrontierOf(plan, steps, conditions)).not.toBe(first);
    }
  });
});
