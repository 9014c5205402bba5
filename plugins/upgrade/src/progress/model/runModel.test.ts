import {
  CALL_AFTER_MS,
  StepState,
  StepStatus,
  UpgradeStatus,
} from '@cluster-upgrade/plugin-upgrade-common';
import { planOf, step } from '../../testFixtures/plan';
import { BUDGET_WAIT, runningScenario } from '../../testFixtures/scenario';
import { GroupSummary, summarize } from './runModel';

/** Summarizes a group whose steps are in these states. */
function summaryOf(
  states: ReadonlyArray<Partial<StepState> & { status: StepStatus }>,
  status: UpgradeStatus = 'running',
  nowMs = BUDGET_WAIT.sinceMs + CALL_AFTER_MS,
): GroupSummary {
  const { log } = runningScenario({ nodes: 1, done: 0 });
  const steps = states.map((_, i) => step({ id: `s${i}`, phaseId: 'p' }));
  const table = Object.fromEntries(
    states.map((state, i) => [`s${i}`, { attempt: 1, ...state }]),
  );
  const upgrade = {
    ...log.state,
    status,
    ...(status === 'rolling-back' && { activePlan: 'rollback' as const }),
    steps: { ...log.state.steps, upgrade: table },
  };
  return summarize(planOf(1), upgrade, steps, nowMs);
}

const nobody = { ...BUDGET_WAIT, unblocks: { kind: 'nobody-needed' as const } };

describe('summarize', () => {
  it.each<[string, Parameters<typeof summaryOf>[0]]>([
    [
      'failed',
      [{ status: 'done' }, { status: 'failed' }, { status: 'running' }],
    ],
    [
      'blocked',
      [{ status: 'waiting', wait: BUDGET_WAIT }, { status: 'running' }],
    ],
    ['blocked', [{ status: 'pending', wait: BUDGET_WAIT }]],
    ['running', [{ status: 'waiting', wait: nobody }, { status: 'pending' }]],
    ['running', [{ status: 'done' }, { status: 'running' }]],
    ['running', [{ status: 'done' }, { status: 'pending' }]],
    ['abandoned', [{ status: 'done' }, { status: 'abandoned' }]],
    ['done', [{ status: 'done' }, { status: 'done' }]],
    ['pending', [{ status: 'pending' }, { status: 'pending' }]],
  ])('is %s in situation %#', (expected, states) => {
    expect(summaryOf(states).status).toBe(expected);
  });

  it('calls nobody for a wait that has just begun', () => {
    const waiting = [{ status: 'waiting' as const, wait: BUDGET_WAIT }];
    const atMs = BUDGET_WAIT.sinceMs + CALL_AFTER_MS - 1;
    expect(summaryOf(waiting, 'running', atMs).status).toBe('running');
  });

  it('counts the time of what was given up until it was, whatever was to come', () => {
    const states = [
      { status: 'done' as const, startedAtMs: 1, finishedAtMs: 5 },
      { status: 'abandoned' as const, startedAtMs: 5, finishedAtMs: 9 },
      { status: 'pending' as const },
    ];
    expect(summaryOf(states, 'rolling-back')).toMatchObject({
      status: 'abandoned',
      startedAtMs: 1,
      finishedAtMs: 9,
    });
  });

  it('goes on while a target of it was gone round and others are to come', () => {
    const states = [
      { status: 'abandoned' as const, startedAtMs: 5, finishedAtMs: 9 },
      { status: 'pending' as const },
    ];
    const summary = summaryOf(states);
    expect(summary.status).toBe('running');
    expect(summary.finishedAtMs).toBeUndefined();
  });

  it('says that a group was begun but stands, while the upgrade stands', () => {
    const states = [
      { status: 'done' as const },
      { status: 'pending' as const },
    ];
    expect(summaryOf(states, 'paused').status).toBe('partly');
    expect(summaryOf(states, 'needs-attention').status).toBe('partly');
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
      const summary = summaryOf(statuses.map(status => ({ status })));
      expect(summary.status === 'done').toBe(
        statuses.every(status => status === 'done'),
      );
      expect(summary.done).toBe(
        statuses.filter(status => status === 'done').length,
      );
    }
  });

  it('has ended only when every step has', () => {
    const done = { status: 'done' as const, startedAtMs: 5, finishedAtMs: 9 };
    const first = { ...done, startedAtMs: 2, finishedAtMs: 4 };
    expect(summaryOf([done, first])).toMatchObject({
      startedAtMs: 2,
      finishedAtMs: 9,
    });
    const open = summaryOf([done, { status: 'running', startedAtMs: 9 }]);
    expect(open.startedAtMs).toBe(5);
    expect(open.finishedAtMs).toBeUndefined();
  });

  it('names the step that failed before the one that waits before the one that runs', () => {
    const current = summaryOf([
      { status: 'running' },
      { status: 'waiting' },
      { status: 'failed' },
      { status: 'waiting' },
    ]).current;
    expect(current?.step.id).toBe('s2');
  });

  it('counts attempts beyond the first', () => {
    const { retries } = summaryOf([
      { status: 'done', attempt: 3 },
      { status: 'pending', attempt: 0 },
    ]);
    expect(retries).toBe(2);
  });
});
