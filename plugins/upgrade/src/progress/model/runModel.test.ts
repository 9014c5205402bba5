import { StepStatus } from '@cluster-upgrade/plugin-upgrade-common';
import { step } from '../../testFixtures/plan';
import { BUDGET_WAIT } from '../../testFixtures/scenario';
import { groupStatus, groupTimes, RunStep } from './runModel';

const run = (status: StepStatus, extra: Partial<RunStep['state']> = {}) => ({
  step: step({ id: 's', phaseId: 'p' }),
  state: { status, attempt: 1, ...extra },
});

describe('groupStatus', () => {
  const nobody = {
    ...BUDGET_WAIT,
    unblocks: { kind: 'nobody-needed' as const },
  };
  it.each([
    [[run('done'), run('failed'), run('running')], 'failed'],
    [[run('waiting', { wait: BUDGET_WAIT }), run('running')], 'blocked'],
    [[run('waiting', { wait: nobody }), run('pending')], 'running'],
    [[run('done'), run('running')], 'running'],
    [[run('done'), run('abandoned')], 'skipped'],
    [[run('done'), run('done')], 'done'],
    [[run('done'), run('pending')], 'partly'],
    [[run('pending'), run('pending')], 'pending'],
  ])('of %#', (steps, expected) => {
    expect(groupStatus(steps)).toBe(expected);
  });

  it('is done only when every step is, in every combination of three', () => {
    const all: StepStatus[] = [
      'pending',
      'running',
      'waiting',
      'done',
      'failed',
      'abandoned',
    ];
    const combinations = all.flatMap(a =>
      all.flatMap(b => all.map(c => [a, b, c])),
    );
    expect(combinations).toHaveLength(216);
    for (const statuses of combinations) {
      const isDone = groupStatus(statuses.map(s => run(s))) === 'done';
      expect(isDone).toBe(statuses.every(s => s === 'done'));
    }
  });
});

it('has ended only when every step has', () => {
  const done = run('done', { startedAtMs: 5, finishedAtMs: 9 });
  const first = run('done', { startedAtMs: 2, finishedAtMs: 4 });
  expect(groupTimes([done, first])).toEqual({
    startedAtMs: 2,
    finishedAtMs: 9,
  });
  expect(groupTimes([done, run('running', { startedAtMs: 9 })])).toEqual({
    startedAtMs: 5,
    finishedAtMs: undefined,
  });
});
