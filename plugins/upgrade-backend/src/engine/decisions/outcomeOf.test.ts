import { PlanStep, UndoStep } from '@cluster-upgrade/plugin-upgrade-common';
import { outcomeOf } from './outcomeOf';

const plan = { steps: [] } as any;
const proof = { comparedAtMs: 0, total: 1, restored: 1, differences: [] };
const difference = {
  object: {},
  pointer: '/spec/image',
  expected: 'a',
  found: 'b',
};

describe('how a rollback ends', () => {
  it.each([
    ['all is as it was', { proof }, 'rolled-back'],
    [
      'a field is not',
      { proof: { ...proof, restored: 0, differences: [difference] } },
      'rolled-back-with-leftovers',
    ],
    [
      'every field is, but a step back knows of something else',
      { proof, leftovers: [{ stepId: 'back/image', title: 'Image back' }] },
      'rolled-back-with-leftovers',
    ],
    ['nothing could be compared', {}, 'rolled-back-with-leftovers'],
  ])('%s', (_, state, outcome) => {
    expect(outcomeOf({ activePlan: 'rollback', ...state } as any, plan)).toBe(
      outcome,
    );
  });
});

describe('how an upgrade ends that came through', () => {
  const silence = { 'component:default/shop': { untilMs: 1 } };

  it.each<[string, object, string]>([
    ['nobody overrode anything', {}, 'completed'],
    ['no finding was overridden', { overriddenFindings: [] }, 'completed'],
    [
      'a finding was overridden before the start',
      { overriddenFindings: ['quorum'] },
      'completed-with-overrides',
    ],
    [
      'a failing application was silenced',
      { silenced: silence },
      'completed-with-overrides',
    ],
  ])('%s', (_, state, outcome) => {
    expect(
      outcomeOf({ activePlan: 'upgrade', silenced: {}, ...state } as any, plan),
    ).toBe(outcome);
  });
});

describe('how an upgrade ends of which something was skipped', () => {
  const lane = (of: string) => ({ 'node/n-1': { plan: of } });

  it.each([
    ['upgrade', { skipped: lane('upgrade') }, 'stopped-mixed'],
    ['upgrade', { skipped: lane('rollback') }, 'completed'],
    [
      'rollback',
      { skipped: lane('rollback'), proof },
      'rolled-back-with-leftovers',
    ],
    ['rollback', { skipped: lane('upgrade'), proof }, 'rolled-back'],
    ['cleanup', { skipped: lane('cleanup') }, 'stopped-mixed'],
    ['cleanup', { skipped: lane('upgrade') }, 'cancelled-unchanged'],
    ['cleanup', { skipped: {}, rollback: {} }, 'rollback-failed'],
  ])('its %s plan, with %j', (activePlan, state, outcome) => {
    expect(
      outcomeOf({ activePlan, silenced: {}, steps: {}, ...state } as any, plan),
    ).toBe(outcome);
  });
});

describe('how an upgrade ends that was cancelled', () => {
  const undo = (when: UndoStep['when']) => ({ id: `undo-${when}`, when });
  const borrow = { reversibility: 'revert', undo: [undo('always')] };
  const steps = (...all: object[]) => ({
    steps: all.map((step, at) => ({
      id: `s-${at}`,
      reversibility: 'nothing-to-revert',
      disruption: { level: 'none' },
      undo: [],
      ...step,
    })),
  });

  it.each<[string, object, object, string]>([
    ['only a node was borrowed', steps(borrow), {}, 'cancelled-unchanged'],
    [
      'something was changed besides',
      steps(borrow, { reversibility: 'revert', undo: [undo('rollback')] }),
      {},
      'stopped-mixed',
    ],
    [
      'a part of what was done is undone by a rollback alone',
      steps({
        reversibility: 'revert',
        undo: [undo('always'), undo('rollback')],
      }),
      {},
      'stopped-mixed',
    ],
    [
      'what was done can not be taken back',
      steps({ reversibility: 'forward-only', undo: [undo('always')] }),
      {},
      'stopped-mixed',
    ],
    [
      'what was done could be taken back, but nothing takes it back',
      steps({ reversibility: 'revert', undo: [] }),
      {},
      'stopped-mixed',
    ],
    [
      'what would have been changed was not begun',
      steps({ reversibility: 'forward-only' }),
      { steps: { upgrade: { 's-0': { attempt: 0 } } } },
      'cancelled-unchanged',
    ],
    [
      'of what would have been changed nothing is known',
      steps({ reversibility: 'forward-only' }),
      { steps: { upgrade: {} } },
      'cancelled-unchanged',
    ],
    [
      'pods moved',
      steps({ disruption: { level: 'moves-pods' } }),
      {},
      'cancelled-unchanged',
    ],
    [
      'pods were lost that nothing creates again, though no step has anything to take back',
      steps(borrow, { disruption: { level: 'outage' } }),
      {},
      'stopped-mixed',
    ],
    [
      'pods moved and lost data that lived no longer than they did',
      steps(borrow, {
        disruption: { level: 'moves-pods', losesForGood: true },
      }),
      {},
      'stopped-mixed',
    ],
    [
      'what was borrowed is given back, but it took something for good',
      steps({ ...borrow, disruption: { level: 'brief', losesForGood: true } }),
      {},
      'stopped-mixed',
    ],
    [
      'what was borrowed interrupted an application, which is over once it is given back',
      steps({ ...borrow, disruption: { level: 'outage' } }),
      {},
      'cancelled-unchanged',
    ],
    [
      'a step knows of something that it could not give back',
      steps(borrow),
      { leftovers: [{ stepId: 'undo-always', title: 'Uncordon' }] },
      'stopped-mixed',
    ],
    [
      'what was borrowed was skipped',
      steps(borrow),
      { skipped: { 'node/n-1': { plan: 'cleanup' } } },
      'stopped-mixed',
    ],
  ])('%s', (_, cancelled, state, outcome) => {
    const ids = (cancelled as { steps: PlanStep[] }).steps.map(({ id }) => id);
    const upgrade = Object.fromEntries(ids.map(id => [id, { attempt: 1 }]));
    expect(
      outcomeOf(
        {
          activePlan: 'cleanup',
          steps: { upgrade },
          ...state,
        } as any,
        cancelled as any,
      ),
    ).toBe(outcome);
  });
});
