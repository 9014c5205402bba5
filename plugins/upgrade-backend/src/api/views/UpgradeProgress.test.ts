import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { UpgradeStore } from '../../database/UpgradeStore';
import { UpgradeProgress } from './UpgradeProgress';

function setUp() {
  const clock = new VirtualClock();
  let done = 1;
  const readState = jest.fn(async () => ({
    steps: {
      upgrade: Object.fromEntries(
        ['a', 'b', 'c'].map((id, index) => [
          id,
          { status: index < done ? 'done' : 'running' },
        ]),
      ),
      rollback: {},
    },
  }));
  const readPlan = jest.fn(async () => ({ steps: [1, 2, 3, 4] }));
  const progress = new UpgradeProgress({
    store: { readState, readPlan } as unknown as UpgradeStore,
    clock,
  });
  const at = (seq: number, activePlan = 'upgrade') =>
    progress.of({ id: 'u', seq, activePlan } as UpgradeState);
  return { clock, readState, readPlan, at, finishStep: () => (done += 1) };
}

describe('UpgradeProgress', () => {
  it('counts finished steps of the plan that is run', async () => {
    const { at } = setUp();
    expect(await at(1)).toEqual({ done: 1, total: 4 });
    expect(await at(1, 'rollback')).toEqual({ done: 0, total: 4 });
  });

  it('counts once for all who ask within a while', async () => {
    const { clock, at, readState, readPlan, finishStep } = setUp();
    await at(1);
    finishStep();
    await at(2);
    expect(readState).toHaveBeenCalledTimes(1);
    await clock.advance(3_001);
    expect(await at(3)).toEqual({ done: 2, total: 4 });
    expect(readState).toHaveBeenCalledTimes(2);
    expect(readPlan).toHaveBeenCalledTimes(1);
  });

  it('counts nothing anew while nothing happens', async () => {
    const { clock, at, readState } = setUp();
    await at(7);
    await clock.advance(60_000);
    await at(7);
    expect(readState).toHaveBeenCalledTimes(1);
  });
});
