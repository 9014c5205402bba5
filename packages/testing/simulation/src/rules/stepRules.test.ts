import {
  ENGINE_ACTOR,
  NewEvent,
  UpgradeEvent,
} from '@cluster-upgrade/plugin-upgrade-common';
import { engineEvent } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { HistoryEntry } from '../History';
import { samplePlan, sampleStep, sampleUndo } from '../samplePlan';
import { SEEN_AFTER_MS, stepViolations } from './stepRules';

const lane = (target: string) => ({
  id: `node/${target}`,
  group: 'nodes',
  target,
});

const PLAN = samplePlan([
  sampleStep({ id: 'a', undo: [sampleUndo({ id: 'back/a' })] }),
  sampleStep({ id: 'b', undo: [sampleUndo({ id: 'back/b' })] }),
  sampleStep({ id: 'soak', kind: 'soak', lane: lane('s') }),
  sampleStep({ id: 'x/cordon', lane: lane('x') }),
  sampleStep({ id: 'y/cordon', lane: lane('y') }),
]);

const RULES = {
  maxCordoned: 1,
  isAlone: true,
  order: [['back/b', 'back/a'] as const],
  admission: { maxUnavailable: 2, cordonedBefore: ['z'] },
  soakMs: 1_000,
  maxFailedLanes: 1,
};

const commit = (atMs: number, ...events: NewEvent[]): HistoryEntry => ({
  what: 'commit',
  atMs,
  events: events as UpgradeEvent[],
});

const start = (
  stepId: string,
  plan: 'upgrade' | 'rollback' = 'upgrade',
  attempt = 1,
) => engineEvent('step-started', { plan, stepId, attempt });

const done = (stepId: string) =>
  engineEvent('step-done', {
    plan: 'upgrade',
    stepId,
    result: { code: 'ok', text: 'ok' },
  });

const ROLLBACK = engineEvent('rollback-begun', { automatic: false, steps: 2 });
const CLAIM = {
  what: 'claim',
  atMs: 500,
  worker: 'w-2',
  epoch: 2,
  leaseMs: 1,
} as const;
const CORDON = {
  what: 'edit',
  atMs: 0,
  object: 'Node/y',
  isCordoned: true,
} as const;

const lost = (atMs: number, node: string, isLost: boolean): HistoryEntry => ({
  what: 'node',
  atMs,
  node,
  isLost,
});
const goneRound = (target: string, by = ENGINE_ACTOR) =>
  engineEvent('lane-skipped', {
    plan: 'upgrade',
    laneId: `node/${target}`,
    reason: 'It failed',
    by,
  });

const broken = (...history: HistoryEntry[]) =>
  stepViolations(history, PLAN, RULES);

describe('stepViolations', () => {
  it('finds nothing in what is right', () => {
    expect(
      broken(
        commit(0, start('a'), start('b'), start('x/cordon')),
        commit(1_000, done('x/cordon'), start('soak')),
        commit(2_000, done('soak'), start('y/cordon')),
        commit(2_000, goneRound('x'), goneRound('y', 'user:default/ada')),
        commit(2_000, ROLLBACK, start('back/b', 'rollback')),
      ),
    ).toEqual([]);
  });

  it('takes nobody to know what a person did a moment ago', () => {
    expect(broken(CORDON, commit(SEEN_AFTER_MS, start('x/cordon')))).toEqual(
      [],
    );
  });

  it('lets a pause bring to its end what was begun, seen or not', () => {
    const pause = engineEvent('pause-begun', { reason: 'No sight' });
    expect(
      broken(
        { what: 'outage', atMs: 0, isOut: true },
        commit(SEEN_AFTER_MS, pause),
        commit(SEEN_AFTER_MS + 1, start('a')),
      ),
    ).toEqual([]);
  });

  it.each<[string, HistoryEntry[]]>([
    [
      "'a' began its attempt 1 again",
      [commit(0, start('a')), commit(1, start('a'))],
    ],
    [
      `'a' began although the cluster had not been seen for ${SEEN_AFTER_MS + 1} ms`,
      [
        { what: 'outage', atMs: 0, isOut: true },
        commit(SEEN_AFTER_MS + 1, start('a')),
      ],
    ],
    [
      'the lane of x began while z, y were out of service, of 2 allowed',
      [CORDON, commit(SEEN_AFTER_MS + 1, start('x/cordon'))],
    ],
    [
      'the lane of y began while x, z were out of service, of 2 allowed',
      [commit(0, start('x/cordon')), commit(1, start('y/cordon'))],
    ],
    [
      "'soak' was over when it had been well and watched for 999 ms, of 1000",
      [commit(1, start('soak')), commit(1_000, done('soak'))],
    ],
    [
      "'soak' was over when it had been well and watched for 600 ms, of 1000",
      [commit(0, start('soak')), CLAIM, commit(1_100, done('soak'))],
    ],
    [
      "'soak' was over when it had been well and watched for 400 ms, of 1000",
      [
        commit(0, start('soak')),
        lost(500, 's', true),
        lost(700, 's', false),
        commit(1_100, done('soak')),
      ],
    ],
    [
      'the lane of x began while z, y were out of service, of 2 allowed',
      [lost(0, 'y', true), commit(SEEN_AFTER_MS + 1, start('x/cordon'))],
    ],
    [
      'node/x, node/y failed and were gone round, of 1 allowed',
      [commit(0, goneRound('x')), commit(1, goneRound('y'))],
    ],
    [
      "'back/a' takes back what was never begun",
      [commit(0, ROLLBACK, start('back/a', 'rollback'))],
    ],
    [
      "'back/a' began before back/b",
      [
        commit(0, start('a'), start('b')),
        commit(1, ROLLBACK, start('back/a', 'rollback')),
      ],
    ],
  ])('finds that %s', (expected, history) => {
    expect(broken(...history)).toEqual([expected]);
  });
});
