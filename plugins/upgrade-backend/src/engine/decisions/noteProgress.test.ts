import { TargetProgress } from '@cluster-upgrade/plugin-upgrade-common';
import { StepOutcome } from '@cluster-upgrade/plugin-upgrade-node';
import { sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { sampleState } from '@cluster-upgrade/simulation/fixtures';
import { DONE } from '@cluster-upgrade/simulation';
import { noteProgress } from './noteProgress';

const step = sampleStep({ id: 'roll' });
const known = {
  'drive-1': { status: 'done', plan: 'upgrade', sinceMs: 0 },
  'drive-2': { status: 'working', plan: 'upgrade', sinceMs: 0 },
} as const;

const note = (targets?: Record<string, TargetProgress>) =>
  noteProgress('upgrade', step, sampleState({ targets: known }), {
    ...DONE,
    ...(targets && { targets }),
  } as StepOutcome);

describe('what a look tells of targets that somebody else works on', () => {
  it('is noted for those that are elsewhere than before', () => {
    expect(
      note({ 'drive-1': { status: 'done' }, 'drive-2': { status: 'done' } }),
    ).toMatchObject({
      type: 'step-progress',
      data: {
        plan: 'upgrade',
        stepId: 'roll',
        targets: { 'drive-2': { status: 'done' } },
      },
    });
  });

  it('is no event where nothing is news, or nothing was looked at', () => {
    expect(note({ 'drive-1': { status: 'done' } })).toBeUndefined();
    expect(note()).toBeUndefined();
  });
});
