import {
  ApplicationHealth,
  EffectiveThreshold,
  FailingInstance,
  ThresholdAction,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { sampleThreshold } from '../../health/samplePods';
import { samplePlan } from '@cluster-upgrade/simulation/fixtures';
import { sampleState } from '@cluster-upgrade/simulation/fixtures';
import { StateChange } from './StateChange';
import { actOnThresholds, blindSinceMs } from './thresholdActions';

const MUST_LAST_MS = 30_000;
const EXCEEDED_AT_MS = 1_000_000;
const LASTED_MS = EXCEEDED_AT_MS + MUST_LAST_MS;

const failingPod = (pod: string): FailingInstance => ({
  pod,
  reason: 'crash-loop',
  detail: 'it ends at once',
  sinceMs: EXCEEDED_AT_MS,
});

const breach = (
  applicationId: string,
  health: Partial<ApplicationHealth> = {},
): ApplicationHealth => ({
  applicationId,
  verdict: 'breach',
  desired: 3,
  ready: 1,
  failing: [failingPod('pod-1'), failingPod('pod-2')],
  knownBeforeStart: [],
  allowedInstances: 1,
  exceededSinceMs: EXCEEDED_AT_MS,
  rule: { code: 'failing-instances', text: `${applicationId} fails` },
  judgedAtMs: EXCEEDED_AT_MS,
  ...health,
});

const threshold = (
  applicationId: string,
  action: ThresholdAction,
): EffectiveThreshold =>
  sampleThreshold({ applicationId, action, mustLastMs: MUST_LAST_MS });

/** What follows where these applications have exceeded their thresholds, each with its action. */
function follows(
  actions: Record<string, ThresholdAction>,
  state: Partial<UpgradeState> = {},
  nowMs = LASTED_MS,
): StateChange | undefined {
  const ids = Object.keys(actions);
  const thresholds = ids.map(id => threshold(id, actions[id]));
  const upgrade = samplePlan([], { thresholds });
  const health = Object.fromEntries(ids.map(id => [id, breach(id)]));
  return actOnThresholds(
    sampleState({ health, ...state }, upgrade),
    { upgrade },
    nowMs,
  );
}

const types = (move: StateChange | undefined) =>
  move?.events.map(({ type }) => type);

const RECORDED = { exceeded: { shop: EXCEEDED_AT_MS } };
const silencedUntil = (untilMs: number) => ({
  silenced: { shop: { by: 'user:default/ada', reason: 'known', untilMs } },
});

describe('what follows from an application that fails', () => {
  it.each<[ThresholdAction, string[]]>([
    ['rollback', ['threshold-exceeded', 'rollback-begun']],
    ['pause', ['threshold-exceeded', 'pause-begun']],
    ['warn', ['threshold-exceeded']],
  ])('is what its threshold says: %s', (action, events) => {
    expect(types(follows({ shop: action }))).toEqual(events);
  });

  it('begins when it has failed for as long as its threshold says, and not before', () => {
    expect(follows({ shop: 'rollback' }, {}, LASTED_MS - 1)).toBeUndefined();
    expect(follows({ shop: 'rollback' }, {}, LASTED_MS)).toBeDefined();
  });

  it.each<[string, Partial<UpgradeState>]>([
    ['before the first step', { startedAtMs: undefined }],
    ['on the way back', { activePlan: 'rollback', status: 'rolling-back' }],
    ['while it is cleaned up', { activePlan: 'cleanup', status: 'cancelling' }],
    ['while nothing is known of it', { health: {} }],
    [
      'while no more fails than may',
      { health: { shop: breach('shop', { exceededSinceMs: undefined }) } },
    ],
  ])('is nothing %s', (_, state) => {
    expect(follows({ shop: 'rollback' }, state)).toBeUndefined();
  });

  it.each<[string, Partial<UpgradeState>]>([
    ['while it is paused', { status: 'paused' }],
    ['while a person decides', { status: 'needs-attention' }],
  ])('is no more than the record of it %s', (_, state) => {
    expect(types(follows({ shop: 'rollback' }, state))).toEqual([
      'threshold-exceeded',
    ]);
    expect(
      follows({ shop: 'rollback' }, { ...state, ...RECORDED }),
    ).toBeUndefined();
  });

  it('is recorded once for each breach, and again for the next', () => {
    expect(follows({ shop: 'warn' }, RECORDED)).toBeUndefined();
    expect(
      follows({ shop: 'warn' }, { exceeded: { shop: EXCEEDED_AT_MS - 1 } }),
    ).toMatchObject({
      events: [
        { type: 'threshold-exceeded', data: { health: breach('shop') } },
      ],
    });
  });

  it('is a rollback for as long as it lasts, also while a pause begins', () => {
    expect(types(follows({ shop: 'rollback' }, RECORDED))).toEqual([
      'rollback-begun',
    ]);
    expect(
      types(follows({ shop: 'rollback' }, { ...RECORDED, status: 'pausing' })),
    ).toEqual(['rollback-begun']);
  });

  it('is one pause, so that a person can resume; none where one begins already', () => {
    expect(follows({ shop: 'pause' }, RECORDED)).toBeUndefined();
    expect(types(follows({ shop: 'pause' }, { status: 'pausing' }))).toEqual([
      'threshold-exceeded',
    ]);
  });

  it('says in the pause why', () => {
    expect(follows({ shop: 'pause' })?.events[1]).toMatchObject({
      data: { reason: 'shop fails' },
    });
  });

  it.each<ThresholdAction>(['rollback', 'pause'])(
    'is only recorded while somebody silences it, until that is over: %s',
    action => {
      expect(
        types(follows({ shop: action }, silencedUntil(LASTED_MS + 1))),
      ).toEqual(['threshold-exceeded']);
      expect(
        types(follows({ shop: action }, silencedUntil(LASTED_MS))),
      ).toHaveLength(2);
    },
  );

  it.each<Record<string, ThresholdAction>>([
    { blog: 'pause', shop: 'rollback' },
    { shop: 'rollback', blog: 'pause' },
  ])('is the rollback where one asks for it and another for a pause', both => {
    const move = follows(both);
    expect(types(move)).toEqual([
      'threshold-exceeded',
      'threshold-exceeded',
      'rollback-begun',
    ]);
    expect(move?.plan?.kind).toBe('rollback');
  });

  it('pauses for one that is new beside one for which it was paused before', () => {
    expect(types(follows({ shop: 'pause', blog: 'pause' }, RECORDED))).toEqual([
      'threshold-exceeded',
      'pause-begun',
    ]);
  });

  it('names the application, the figures and where to look as the cause', () => {
    const pods = ['a', 'b', 'c', 'd'].map(failingPod);
    const health = { shop: breach('shop', { failing: pods }) };
    expect(follows({ shop: 'rollback' }, { health })?.events[1]).toMatchObject({
      data: {
        automatic: true,
        cause: {
          kind: 'measured',
          cause: {
            code: 'threshold-exceeded',
            params: {
              application: 'shop',
              failing: 4,
              allowed: 1,
              reason: 'crash-loop',
            },
            text: 'shop had 4 crash-looping instances, 1 allowed',
          },
          remedy:
            'Look at the events and logs of a, b, c before the next attempt.',
        },
      },
    });
  });
});

describe('blindSinceMs', () => {
  const unseen = (id: string, judgedAtMs: number) => ({
    [id]: breach(id, { verdict: 'no-data', judgedAtMs }),
  });

  it.each<[string, UpgradeState['health'], number | undefined]>([
    ['never, where nothing was judged', {}, undefined],
    ['never, where all are seen', { shop: breach('shop') }, undefined],
    ['since the first of them', { ...unseen('a', 9), ...unseen('b', 7) }, 7],
    [
      'whatever was judged of the others',
      { ...unseen('a', 9), shop: breach('shop', { judgedAtMs: 1 }) },
      9,
    ],
  ])('is %s', (_, health, sinceMs) => {
    expect(blindSinceMs(sampleState({ health }))).toBe(sinceMs);
  });
});
