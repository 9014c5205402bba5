import { PlanStep, UpgradePlan } from '../model/plan';
import { UpgradeState } from '../model/upgrade';
import { pauseWaits } from './pauseText';

const step = (id: string, pausing?: PlanStep['pausing']) =>
  ({ id, title: `Do ${id}`, ...(pausing && { pausing }) }) as PlanStep;
const plan = {
  kind: 'upgrade',
  steps: [
    step('clients', { kind: 'finished-first', why: 'nothing holds them' }),
    step('drives', { kind: 'held' }),
    step('ours'),
    step('later', { kind: 'finished-first', why: 'it is quick' }),
  ],
} as UpgradePlan;

function stateOf(statuses: Record<string, string>): UpgradeState {
  const steps = Object.entries(statuses).map(([id, status]) => [
    id,
    { status, attempt: 1 },
  ]);
  return {
    steps: { upgrade: Object.fromEntries(steps) },
  } as unknown as UpgradeState;
}

describe('pauseWaits', () => {
  it('names the steps under way that nothing can hold, with the reason', () => {
    const state = stateOf({ clients: 'waiting', drives: 'waiting' });
    expect(pauseWaits(state, plan).map(({ text }) => text)).toEqual([
      "pauses when 'Do clients' is done, because nothing holds them",
    ]);
  });

  it('names none that can be held, is ours, is done, or was not begun', () => {
    const state = stateOf({
      clients: 'done',
      drives: 'running',
      ours: 'running',
    });
    expect(pauseWaits(state, plan)).toEqual([]);
  });
});
