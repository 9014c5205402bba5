import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { memoizedReadySteps } from './memoizedReadySteps';
import { frontierOf } from './readySteps';

describe('memoizedReadySteps', () => {
  const plan = samplePlan([
    sampleStep({ id: 'a' }),
    sampleStep({ id: 'b', dependsOn: ['a'] }),
  ]);
  const table = () => ({ a: { status: 'done' as const, attempt: 1 } });

  it('answers as a search would, and does not search twice', () => {
    const steps = table();
    const first = memoizedReadySteps(plan, steps, {});
    expect(first).toEqual(frontierOf(plan, steps));
    expect(memoizedReadySteps(plan, steps, {})).toBe(first);
  });

  it('tells apart tables, plans and what is looked for', () => {
    const steps = table();
    const known = () => memoizedReadySteps(plan, steps, {});
    expect(known().ready.map(({ id }) => id)).toEqual(['b']);
    expect(memoizedReadySteps(plan, {}, {}).ready.map(({ id }) => id)).toEqual([
      'a',
    ]);
    const other = samplePlan([sampleStep({ id: 'c' })]);
    expect(memoizedReadySteps(other, steps, {}).ready[0].id).toBe('c');
    for (const conditions of [
      { onlyBegun: true },
      { outOfService: { nodes: [] } },
      { skipped: {} },
    ]) {
      const first = known();
      expect(memoizedReadySteps(plan, steps, conditions)).not.toBe(first);
    }
  });
});
