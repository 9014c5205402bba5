import {
  IllegalTransitionError,
  StepState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { samplePlan } from '@cluster-upgrade/simulation/fixtures';
import { sampleState } from '@cluster-upgrade/simulation/fixtures';
import { engineEvent, makeTransition } from './transition';

const NOW_MS = 5_000;
const running: StepState = { status: 'running', attempt: 1 };
const failed: StepState = { status: 'failed', attempt: 1 };
const state = sampleState({
  steps: {
    upgrade: { a: running, b: failed },
    rollback: { 'back/a': running },
    cleanup: {},
  },
});
const OK = { code: 'ok', text: 'ok' };

const done = (stepId: string) =>
  engineEvent('step-done', { plan: 'upgrade', stepId, result: OK });

describe('makeTransition', () => {
  it('numbers the events one after the other from the state on, and gives them the time', () => {
    const { upgradeId, expectedSeq, events, ...transition } = makeTransition(
      state,
      [done('a'), done('b')],
      NOW_MS,
    );
    expect({ upgradeId, expectedSeq }).toEqual({
      upgradeId: state.id,
      expectedSeq: state.seq,
    });
    expect(events).toMatchObject([
      {
        upgradeId: state.id,
        seq: state.seq + 1,
        atMs: NOW_MS,
        actor: 'engine',
      },
      { upgradeId: state.id, seq: state.seq + 2, atMs: NOW_MS },
    ]);
    expect(transition.state.steps.upgrade).toMatchObject({
      a: { status: 'done' },
      b: { status: 'done' },
    });
  });

  it('names the steps that changed, and no others', () => {
    const { changedSteps } = makeTransition(state, [done('a')], NOW_MS);
    expect(changedSteps).toEqual([{ plan: 'upgrade', stepId: 'a' }]);
    expect(
      makeTransition(state, [engineEvent('note', { text: 'hi' })], NOW_MS)
        .changedSteps,
    ).toEqual([]);
  });

  it('drops what a step had noted when it begins again, before what is noted anew', () => {
    const memo = { plan: 'upgrade', stepId: 'b', memo: { at: 1 } } as const;
    const again = engineEvent('step-retried', { plan: 'upgrade', stepId: 'b' });
    expect(
      makeTransition(state, [done('a'), again], NOW_MS, { memos: [memo] })
        .memos,
    ).toEqual([{ plan: 'upgrade', stepId: 'b', memo: undefined }, memo]);
    expect(makeTransition(state, [done('a')], NOW_MS).memos).toEqual([]);
  });

  it('carries the plan that it begins', () => {
    const plan = samplePlan([], { kind: 'rollback' });
    expect(makeTransition(state, [done('a')], NOW_MS, { plan }).plan).toBe(
      plan,
    );
  });

  it('refuses an event that can’t follow', () => {
    expect(() =>
      makeTransition(state, [engineEvent('snapshot-begun', {})], NOW_MS),
    ).toThrow(IllegalTransitionError);
  });
});
