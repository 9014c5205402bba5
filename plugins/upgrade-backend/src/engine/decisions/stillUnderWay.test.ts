import {
  StepState,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { sampleState } from '@cluster-upgrade/simulation/fixtures';
import { stillUnderWay } from './stillUnderWay';

const step = sampleStep({ id: 'a' });
const begun: StepState = { status: 'running', attempt: 2 };

const now = (
  state: Partial<UpgradeState>,
  known: StepState = begun,
): StepState | undefined =>
  stillUnderWay(
    sampleState({
      steps: { upgrade: { a: known }, rollback: {}, cleanup: {} },
      ...state,
    }),
    'upgrade',
    step,
    begun,
  );

describe('a step that a worker has begun', () => {
  it.each<UpgradeState['status']>([
    'running',
    'pausing',
    'cancelling',
    'rolling-back',
  ])('goes on while its upgrade is %s', status => {
    expect(now({ status })).toBe(begun);
  });

  it.each<UpgradeState['status']>([
    'paused',
    'needs-attention',
    'checking-restore',
    'finished',
  ])('has ended once its upgrade is %s', status => {
    expect(now({ status })).toBeUndefined();
  });

  it('goes on while it waits, as it is now', () => {
    const waiting: StepState = { status: 'waiting', attempt: 2 };
    expect(now({}, waiting)).toBe(waiting);
  });

  it.each<[string, StepState]>([
    ['was done', { status: 'done', attempt: 2 }],
    ['failed', { status: 'failed', attempt: 2 }],
    ['was given up', { status: 'abandoned', attempt: 2 }],
    ['was begun once more', { status: 'running', attempt: 3 }],
  ])('has ended when it %s', (_, known) => {
    expect(now({}, known)).toBeUndefined();
  });

  it('has ended when another plan is run', () => {
    expect(now({ activePlan: 'rollback' })).toBeUndefined();
  });
});
