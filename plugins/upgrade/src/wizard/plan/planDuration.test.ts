import { upgradeSummary } from '../../testFixtures/cluster';
import { planOf } from '../../testFixtures/plan';
import { planDuration } from './planDuration';

const everything = () => true;

describe('planDuration', () => {
  it('counts how long is only watched: each lot of nodes, and the end', () => {
    const plan = planOf(5);
    expect(planDuration(plan, everything, []).watchMs).toBe(
      5 * 30_000 + 60_000,
    );
    expect(
      planDuration({ ...plan, laneLimits: { nodes: 2 } }, everything, [])
        .watchMs,
    ).toBe(3 * 30_000 + 60_000);
  });

  it('leaves out what the platform does not follow', () => {
    expect(
      planDuration(planOf(5), name => name === 'finalSoakMs', []).watchMs,
    ).toBe(60_000);
  });

  it('remembers how long the last completed upgrade took', () => {
    const failed = upgradeSummary({ outcome: 'rolled-back', startedAtMs: 0 });
    const completed = upgradeSummary({
      startedAtMs: 1000,
      finishedAtMs: 61_000,
    });
    expect(planDuration(planOf(1), everything, [failed]).last).toBeUndefined();
    expect(
      planDuration(planOf(1), everything, [failed, completed]).last,
    ).toEqual({ fromVersion: '4.0.0', toVersion: '4.1.0', tookMs: 60_000 });
  });
});
