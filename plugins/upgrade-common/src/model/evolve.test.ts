import fc from 'fast-check';
import { UpgradeEvent, UpgradeEventData, UpgradeEventType } from './event';
import { applyEvents } from './applyEvents';
import { evolve, IllegalTransitionError } from './evolve';
import { hasBegun, UpgradeState, UpgradeStatus } from './upgrade';

const failure = {
  kind: 'measured',
  cause: { code: 'c', text: 'bad' },
  remedy: 'mend it',
} as const;
const health = {
  applicationId: 'shop/checkout',
  verdict: 'breach',
  desired: 1,
  ready: 0,
  failing: [],
  knownBeforeStart: [],
  allowedInstances: 0,
  rule: { code: 'r', text: 'r' },
  judgedAtMs: 0,
} as const;
const step = { plan: 'upgrade', stepId: 's' } as const;

const DATA: {
  [T in Exclude<UpgradeEventType, 'created'>]: UpgradeEventData[T];
} = {
  claimed: { worker: 'w', epoch: 1 },
  'snapshot-begun': {},
  'snapshot-taken': { objects: 1 },
  started: {},
  'step-started': { ...step, attempt: 1 },
  'step-intent': { ...step, effect: { code: 'e', text: 'e' } },
  'step-waiting': {
    ...step,
    wait: {
      kind: 'node',
      condition: { code: 'c', text: 'c' },
      why: { code: 'w', text: 'w' },
      sinceMs: 0,
      untilMs: 1,
      unblocks: { kind: 'nobody-needed' },
      atLimit: 'hold',
    },
  },
  'step-progress': { ...step, targets: { 'node/w-1': { status: 'working' } } },
  'step-done': { ...step, result: { code: 'r', text: 'r' } },
  'step-failed': { ...step, failure },
  'step-abandoned': step,
  'step-retried': step,
  'health-changed': {
    health: { ...health, failing: [], knownBeforeStart: [] },
  },
  'threshold-exceeded': {
    health: { ...health, failing: [], knownBeforeStart: [] },
  },
  silenced: { applicationId: 'shop/checkout', reason: 'r', untilMs: 1 },
  'control-requested': { action: 'pause' },
  'lane-skipped': {
    plan: 'upgrade',
    laneId: 'node/w-1',
    reason: 'It is dead',
    by: 'user:default/jane',
  },
  'control-refused': { action: 'pause', reason: { code: 'r', text: 'r' } },
  'pause-begun': {},
  paused: {},
  resumed: {},
  'needs-attention': { failure },
  retried: { steps: ['s'] },
  'cancel-begun': { steps: 1 },
  'rollback-begun': { automatic: false, steps: 1 },
  'restore-check-begun': {},
  'restore-checked': {
    proof: { comparedAtMs: 0, total: 1, restored: 1, differences: [] },
  },
  finished: { outcome: 'completed' },
  note: { text: 'n' },
};
const TYPES = Object.keys(DATA) as (keyof typeof DATA)[];

function event(type: keyof typeof DATA, seq: number): UpgradeEvent {
  return {
    upgradeId: 'u-1',
    seq,
    atMs: seq,
    actor: 'user:default/jane',
    type,
    data: DATA[type],
  } as UpgradeEvent;
}

function created(seq = 1): UpgradeEvent<'created'> {
  return {
    upgradeId: 'u-1',
    seq,
    atMs: 1,
    actor: 'user:default/jane',
    type: 'created',
    data: {
      clusterRef: 'resource:default/prod',
      platform: 'omnicloud',
      fromVersion: 'v1.4.0',
      toVersion: 'v1.5.0',
      planId: 'p-1',
      planHash: 'h',
      overriddenFindings: [],
    },
  };
}

function replay(...types: (keyof typeof DATA)[]): UpgradeState {
  return types.reduce<UpgradeState>(
    (state, type) => evolve(state, event(type, state.seq + 1)),
    evolve(undefined, created()),
  );
}

const RUNNING = ['snapshot-begun', 'snapshot-taken', 'started'] as const;

/** How each status is reached. */
const ROUTES: Record<UpgradeStatus, (keyof typeof DATA)[]> = {
  queued: [],
  snapshotting: ['snapshot-begun'],
  running: [...RUNNING],
  pausing: [...RUNNING, 'pause-begun'],
  paused: [...RUNNING, 'pause-begun', 'paused'],
  'needs-attention': [...RUNNING, 'needs-attention'],
  cancelling: [...RUNNING, 'cancel-begun'],
  'rolling-back': [...RUNNING, 'rollback-begun'],
  'checking-restore': [...RUNNING, 'rollback-begun', 'restore-check-begun'],
  finished: [...RUNNING, 'finished'],
};

/** The events that may change or follow each status; all others are refused. */
const STEP_EVENTS = [
  'step-started',
  'step-intent',
  'step-progress',
  'step-waiting',
  'step-done',
  'step-failed',
] as const;
const ALWAYS_UNTIL_FINISHED = [
  'claimed',
  'step-abandoned',
  'step-retried',
  'health-changed',
  'threshold-exceeded',
  'silenced',
  'control-requested',
  'control-refused',
  'lane-skipped',
  'finished',
] as const;
const LEGAL: Record<UpgradeStatus, readonly (keyof typeof DATA)[]> = {
  queued: ['snapshot-begun', 'paused', 'needs-attention', 'cancel-begun'],
  snapshotting: [
    'snapshot-taken',
    'started',
    'needs-attention',
    'cancel-begun',
  ],
  running: [
    ...STEP_EVENTS,
    'pause-begun',
    'needs-attention',
    'cancel-begun',
    'rollback-begun',
  ],
  pausing: [
    ...STEP_EVENTS,
    'restore-check-begun',
    'paused',
    'resumed',
    'needs-attention',
    'cancel-begun',
    'rollback-begun',
  ],
  paused: ['resumed', 'cancel-begun', 'rollback-begun'],
  'needs-attention': ['retried', 'cancel-begun', 'rollback-begun'],
  cancelling: [...STEP_EVENTS, 'pause-begun', 'needs-attention'],
  'rolling-back': [
    ...STEP_EVENTS,
    'pause-begun',
    'needs-attention',
    'restore-check-begun',
  ],
  'checking-restore': ['needs-attention', 'restore-checked'],
  finished: [],
};

describe('evolve', () => {
  describe.each(Object.keys(ROUTES) as UpgradeStatus[])('in %s', status => {
    it('is where the route leads', () => {
      expect(replay(...ROUTES[status]).status).toBe(status);
    });

    it.each(TYPES)('follows the life cycle for %s', type => {
      const state = replay(...ROUTES[status]);
      const isLegal =
        type === 'note' ||
        (status !== 'finished' &&
          (ALWAYS_UNTIL_FINISHED as readonly string[]).includes(type)) ||
        LEGAL[status].includes(type);
      const apply = () => evolve(state, event(type, state.seq + 1)).seq;
      const answer = attempt(apply);
      expect(answer).toBe(isLegal ? state.seq + 1 : 'refused');
    });
  });

  it.each(['running', 'finished'] as const)(
    'keeps an event that a newer release wrote, in %s, and changes nothing',
    status => {
      const state = replay(...ROUTES[status]);
      for (const type of ['invented-later', 'constructor', 'toString']) {
        const unknown = {
          ...event('note', state.seq + 1),
          type,
          data: null,
        } as unknown as UpgradeEvent;
        const after = evolve(state, unknown);
        expect(after).toEqual({ ...state, seq: state.seq + 1 });
        expect(applyEvents(state, [unknown])).toEqual(after);
      }
    },
  );

  it('creates once, and first', () => {
    expect(() => evolve(undefined, created(2))).toThrow(IllegalTransitionError);
    expect(() => evolve(replay(), created(2))).toThrow(IllegalTransitionError);
    expect(() => evolve(undefined, event('note', 1))).toThrow(
      IllegalTransitionError,
    );
  });

  it.each([0, 1, 3])('refuses number %i after number 1', seq => {
    expect(() => evolve(replay(), event('note', seq))).toThrow(
      IllegalTransitionError,
    );
  });

  it('never changes the state it was given', () => {
    const before = replay(...RUNNING);
    const copy = structuredClone(before);
    evolve(before, event('step-started', before.seq + 1));
    expect(before).toEqual(copy);
  });

  it('remembers who paused and why, and forgets it on resuming', () => {
    const paused = replay(
      ...RUNNING,
      'control-requested',
      'pause-begun',
      'paused',
    );
    expect(paused.paused).toMatchObject({ by: 'user:default/jane' });
    expect(paused.control).toBeUndefined();
    const resumed = evolve(paused, event('resumed', paused.seq + 1));
    expect(resumed).toMatchObject({ status: 'running', paused: undefined });
  });

  it('remembers who switched a threshold off, and until when, once it is on again', () => {
    const running = replay(...RUNNING);
    const off = evolve(running, {
      ...event('silenced', running.seq + 1),
      actor: 'user:default/jane',
      atMs: 1_000,
      data: { applicationId: 'shop', reason: 'known to flap', untilMs: 9_000 },
    } as UpgradeEvent);
    const on = evolve(off, {
      ...event('silenced', off.seq + 1),
      actor: 'user:default/joe',
      atMs: 2_000,
      data: { applicationId: 'shop', reason: 'calm again', untilMs: 2_000 },
    } as UpgradeEvent);
    expect(on.silenced.shop).toEqual({
      by: 'user:default/jane',
      reason: 'known to flap',
      untilMs: 2_000,
    });
  });

  it('gives a pause back to the limits of steps that were held, once', () => {
    const waiting = replay(...RUNNING, 'step-started', 'step-waiting');
    const at = (state: UpgradeState, more: object, atMs: number) =>
      evolve(state, {
        upgradeId: 'u-1',
        seq: state.seq + 1,
        atMs,
        actor: 'engine',
        ...more,
      } as UpgradeEvent);
    const paused = at(
      at(waiting, { type: 'pause-begun', data: {} }, 100),
      { type: 'paused', data: {} },
      1_000,
    );
    const claimed = at(
      paused,
      { type: 'claimed', data: { worker: 'w', epoch: 2, idleMs: 500 } },
      2_000,
    );
    const resumed = at(claimed, { type: 'resumed', data: {} }, 5_000);
    expect(resumed.steps.upgrade.s).toMatchObject({
      idleMs: 4_000,
      wait: { untilMs: 4_001 },
    });
  });

  it('takes nothing for held in the next pause that was held in the last', () => {
    const pausing = replay(...RUNNING, 'step-started', 'pause-begun');
    const wait = { ...DATA['step-waiting'].wait, isSuspended: true as const };
    const held = evolve(pausing, {
      ...event('step-waiting', pausing.seq + 1),
      data: { ...step, wait },
    } as UpgradeEvent);
    expect(held.steps.upgrade.s.wait?.isSuspended).toBe(true);
    const resumed = evolve(held, event('resumed', held.seq + 1));
    expect(resumed.steps.upgrade.s.wait).toBeDefined();
    expect(resumed.steps.upgrade.s.wait?.isSuspended).toBeUndefined();
  });

  it('keeps the number of attempts when a step is tried again', () => {
    const state = replay(
      ...RUNNING,
      'step-started',
      'step-waiting',
      'step-failed',
    );
    expect(state.steps.upgrade.s).toMatchObject({
      status: 'failed',
      attempt: 1,
      failure,
    });
    expect(state.steps.upgrade.s.wait).toBeUndefined();
    const retried = evolve(state, event('step-retried', state.seq + 1));
    expect(retried.steps.upgrade.s).toEqual({ status: 'pending', attempt: 1 });
  });

  describe('a way back that is begun again', () => {
    const apply = (state: UpgradeState, type: string, data: object) =>
      evolve(state, {
        upgradeId: 'u-1',
        seq: state.seq + 1,
        atMs: 1_000,
        actor: 'engine',
        type,
        data,
      } as UpgradeEvent);
    const back = { plan: 'rollback' as const, stepId: 's' };
    const skip = (plan: string, laneId: string) => ({
      ...{ plan, laneId, reason: 'dead', by: 'engine' },
    });
    const leftover = { stepId: 's', title: 'S' };
    const result = { code: 'ok', text: 'ok' };

    it('counts no attempt as begun that was made before', () => {
      let state = apply(replay(...RUNNING), 'rollback-begun', { steps: 1 });
      state = apply(state, 'step-started', { ...back, attempt: 1 });
      state = apply(state, 'step-failed', { ...back, failure });
      const retried = apply(state, 'step-retried', back);
      expect(hasBegun(retried.steps.rollback.s)).toBe(true);
      const reset = apply(state, 'step-retried', { ...back, isReset: true });
      expect(hasBegun(reset.steps.rollback.s)).toBe(false);
      const again = apply(reset, 'step-started', { ...back, attempt: 2 });
      expect(hasBegun(again.steps.rollback.s)).toBe(true);
    });

    it('goes round nothing yet, but for what the upgrade went round', () => {
      let state = apply(
        replay(...RUNNING),
        'lane-skipped',
        skip('upgrade', 'a'),
      );
      state = apply(state, 'rollback-begun', { steps: 1 });
      state = apply(state, 'lane-skipped', skip('rollback', 'b'));
      state = apply(state, 'needs-attention', { failure });
      state = apply(state, 'cancel-begun', { steps: 1 });
      expect(Object.keys(state.skipped ?? {})).toEqual(['a', 'b']);
      state = apply(state, 'needs-attention', { failure });
      state = apply(state, 'rollback-begun', { steps: 1 });
      expect(Object.keys(state.skipped ?? {})).toEqual(['a']);
    });

    it('names what a step left over once, and not if it was restored at last', () => {
      let state = apply(replay(...RUNNING), 'rollback-begun', { steps: 1 });
      const done = { ...back, result };
      state = apply(state, 'step-done', { ...done, leftover });
      state = apply(state, 'step-done', { ...done, leftover });
      expect(state.leftovers).toEqual([leftover]);
      state = apply(state, 'step-done', done);
      expect(state.leftovers).toBeUndefined();
    });
  });

  it('keeps numbers gapless and the end final, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...TYPES), { maxLength: 60 }),
        types => {
          let state = evolve(undefined, created());
          let applied = 1;
          for (const type of types) {
            const before = state;
            const next = attempt(() =>
              evolve(before, event(type, before.seq + 1)),
            );
            if (next === 'refused') {
              continue;
            }
            applied += 1;
            state = next;
            expect(state.seq).toBe(applied);
            expect([before.status, state.status]).toEqual(
              before.status === 'finished'
                ? ['finished', 'finished']
                : [before.status, state.status],
            );
            expect(type === 'note' || before.status !== 'finished').toBe(true);
          }
        },
      ),
    );
  });

  it('gives the same state however often a log is replayed', () => {
    const log = [...ROUTES['checking-restore'], 'restore-checked', 'finished'];
    expect(replay(...(log as (keyof typeof DATA)[]))).toEqual(
      replay(...(log as (keyof typeof DATA)[])),
    );
  });
});

describe('what is remembered of an event', () => {
  const AT_MS = 5_000;
  const ANN = 'user:default/ann';

  const apply = <T extends keyof typeof DATA>(
    state: UpgradeState,
    type: T,
    data: UpgradeEventData[T],
    actor = 'engine',
  ) =>
    evolve(state, {
      upgradeId: 'u-1',
      seq: state.seq + 1,
      atMs: AT_MS,
      actor,
      type,
      data,
    } as UpgradeEvent);

  const running = () => replay(...RUNNING);
  const asked = (
    state: UpgradeState,
    more: Partial<UpgradeEventData['control-requested']> = {},
  ) =>
    apply(
      state,
      'control-requested',
      { action: 'pause', reason: 'lunch', ...more },
      ANN,
    );
  const skip = (plan: 'upgrade' | 'rollback', by: string) => ({
    plan,
    laneId: 'node/w-1',
    reason: 'dead',
    by,
  });

  it('is who wanted what, when it is created, without the long reasons', () => {
    const { data, ...envelope } = created();
    const acceptedFindings = [{ findingId: 'f' }] as any;
    expect(
      evolve(undefined, {
        ...envelope,
        data: { ...data, acceptedFindings },
      } as UpgradeEvent),
    ).toEqual({
      ...data,
      id: 'u-1',
      requestedBy: 'user:default/jane',
      requestedAtMs: 1,
      status: 'queued',
      activePlan: 'upgrade',
      steps: { upgrade: {}, rollback: {}, cleanup: {} },
      health: {},
      silenced: {},
      seq: 1,
    });
  });

  it('is when the upgrade started and finished, and how', () => {
    const started = apply(replay('snapshot-begun'), 'started', {});
    expect(started.startedAtMs).toBe(AT_MS);
    const finished = apply(asked(started), 'finished', {
      outcome: 'completed',
    });
    expect(finished).toMatchObject({
      outcome: 'completed',
      finishedAtMs: AT_MS,
    });
    expect(finished.control).toBeUndefined();
    expect(finished).not.toHaveProperty('leftovers');
  });

  it('is what each step came to, and nothing about the others', () => {
    const other = { status: 'done', attempt: 7 } as const;
    const before = running();
    before.steps.upgrade.other = other;
    const stepAfter = (state: UpgradeState) => {
      expect(state.steps.upgrade.other).toBe(other);
      expect(state.steps.rollback).toBe(before.steps.rollback);
      return state.steps.upgrade.s;
    };
    const begun = apply(before, 'step-started', { ...step, attempt: 2 });
    const inTime = { attempt: 2, startedAtMs: AT_MS };
    expect(stepAfter(begun)).toEqual({ status: 'running', ...inTime });
    const { wait } = DATA['step-waiting'];
    const waiting = apply(begun, 'step-waiting', { ...step, wait });
    expect(stepAfter(waiting)).toEqual({ status: 'waiting', ...inTime, wait });
    const ended = { ...inTime, finishedAtMs: AT_MS };
    const result = { code: 'r', text: 'r' };
    expect(stepAfter(apply(waiting, 'step-done', { ...step, result }))).toEqual(
      { status: 'done', ...ended },
    );
    expect(
      stepAfter(apply(waiting, 'step-failed', { ...step, failure })),
    ).toEqual({ status: 'failed', ...ended, failure });
    expect(stepAfter(apply(waiting, 'step-abandoned', step))).toEqual({
      status: 'abandoned',
      ...ended,
    });
  });

  it('is of a step that waits for its turn that it has not begun', () => {
    const { wait } = DATA['step-waiting'];
    const state = apply(running(), 'step-waiting', { ...step, wait });
    expect(state.steps.upgrade.s).toEqual({
      status: 'pending',
      attempt: 0,
      wait,
    });
  });

  it('is where targets are that somebody else works on', () => {
    const targets = { d1: { status: 'working' } } as const;
    expect(
      apply(running(), 'step-progress', { ...step, targets }).targets,
    ).toEqual({
      d1: {
        status: 'working',
        plan: 'upgrade',
        sinceMs: AT_MS,
        startedAtMs: AT_MS,
      },
    });
  });

  it('is the health of each application, and since when its threshold is exceeded', () => {
    const of = (applicationId: string, exceededSinceMs?: number) => ({
      health: {
        ...health,
        failing: [],
        knownBeforeStart: [],
        applicationId,
        exceededSinceMs,
      },
    });
    const first = apply(running(), 'health-changed', of('shop'));
    expect(first.exceeded).toBeUndefined();
    const second = apply(first, 'threshold-exceeded', of('blog', 3));
    const third = apply(second, 'threshold-exceeded', of('shop'));
    expect(Object.keys(third.health)).toEqual(['shop', 'blog']);
    expect(third.exceeded).toEqual({ blog: 3, shop: AT_MS });
    const fourth = apply(third, 'health-changed', of('mail'));
    expect(Object.keys(fourth.health)).toEqual(['shop', 'blog', 'mail']);
  });

  it('is which thresholds don’t act, who said so, and until when', () => {
    const off = (state: UpgradeState, applicationId: string, untilMs: number) =>
      apply(
        state,
        'silenced',
        { applicationId, reason: 'known', untilMs },
        ANN,
      );
    const first = off(running(), 'shop', AT_MS + 1);
    const both = off(first, 'blog', AT_MS + 9);
    expect(both.silenced).toEqual({
      shop: { by: ANN, reason: 'known', untilMs: AT_MS + 1 },
      blog: { by: ANN, reason: 'known', untilMs: AT_MS + 9 },
    });
    expect(off(running(), 'shop', AT_MS).silenced).toEqual({
      shop: { by: ANN, reason: 'known', untilMs: AT_MS },
    });
    expect(off(running(), 'shop', 0).silenced.shop.untilMs).toBe(AT_MS);
  });

  it('is what a person asked for, until it is answered', () => {
    const control = { action: 'pause', reason: 'lunch', by: ANN, atMs: AT_MS };
    expect(asked(running()).control).toEqual(control);
    expect(asked(running())).not.toHaveProperty('control.laneId');
    const skipped = asked(running(), { action: 'skip', laneId: 'node/w-1' });
    expect(skipped.control).toMatchObject({ laneId: 'node/w-1' });
    const attention = () => apply(running(), 'needs-attention', { failure });
    for (const answered of [
      apply(asked(running()), 'control-refused', DATA['control-refused']),
      apply(skipped, 'lane-skipped', skip('upgrade', ANN)),
      apply(asked(running()), 'pause-begun', {}),
      apply(asked(replay()), 'paused', {}),
      apply(asked(replay(...ROUTES.paused)), 'resumed', {}),
      apply(asked(running()), 'needs-attention', { failure }),
      apply(asked(attention()), 'retried', { steps: [] }),
      apply(asked(running()), 'cancel-begun', { steps: 1 }),
      apply(asked(running()), 'rollback-begun', { automatic: true, steps: 1 }),
    ]) {
      expect(answered.control).toBeUndefined();
    }
  });

  it('is which lane is gone round, for whom and why', () => {
    const state = apply(running(), 'lane-skipped', skip('upgrade', ANN));
    const more = { ...skip('upgrade', 'engine'), laneId: 'node/w-2' };
    expect(apply(state, 'lane-skipped', more).skipped).toEqual({
      'node/w-1': { by: ANN, atMs: AT_MS, reason: 'dead', plan: 'upgrade' },
      'node/w-2': {
        by: 'engine',
        atMs: AT_MS,
        reason: 'dead',
        plan: 'upgrade',
      },
    });
  });

  it.each<[string, Array<['upgrade' | 'rollback', string]>, true | undefined]>([
    [
      'the engine went round it first',
      [
        ['upgrade', 'engine'],
        ['upgrade', ANN],
      ],
      true,
    ],
    [
      'and people decided more than once',
      [
        ['upgrade', 'engine'],
        ['upgrade', ANN],
        ['upgrade', ANN],
      ],
      true,
    ],
    [
      'only people decided',
      [
        ['upgrade', ANN],
        ['upgrade', ANN],
      ],
      undefined,
    ],
    [
      'that was on another way',
      [
        ['upgrade', 'engine'],
        ['rollback', ANN],
      ],
      undefined,
    ],
    [
      'the engine does it itself again',
      [
        ['upgrade', 'engine'],
        ['upgrade', 'engine'],
      ],
      undefined,
    ],
  ])('is whether a skipped lane had failed: %s', (_, skips, hadFailed) => {
    const state = skips.reduce(
      (before, [plan, by]) => apply(before, 'lane-skipped', skip(plan, by)),
      running(),
    );
    expect(state.skipped?.['node/w-1'].hadFailed).toBe(hadFailed);
  });

  it('is whose pause it is and why, from when it begins', () => {
    const begun = apply(asked(running()), 'pause-begun', {});
    const paused = { by: ANN, sinceMs: AT_MS, reason: 'lunch' };
    expect(begun).toMatchObject({ status: 'pausing', paused });
    expect(apply(begun, 'paused', {}).paused).toEqual(paused);
    const ofEngine = apply(running(), 'pause-begun', { reason: 'blind' });
    const byEngine = { by: 'engine', sinceMs: AT_MS, reason: 'blind' };
    expect(ofEngine.paused).toEqual(byEngine);
    expect(apply(ofEngine, 'paused', {}).paused).toEqual(byEngine);
    expect(
      apply(asked(running()), 'pause-begun', { reason: 'blind' }).paused
        ?.reason,
    ).toBe('blind');
    expect(apply(asked(replay()), 'paused', {}).paused).toEqual(paused);
    expect(
      apply(replay(), 'paused', { reason: 'quiet' }, ANN).paused,
    ).toMatchObject({ by: ANN, reason: 'quiet' });
  });

  it.each<[string, UpgradeStatus, (keyof typeof DATA)[]]>([
    ['the upgrade', 'running', [...RUNNING]],
    ['one that had not started', 'queued', []],
    ['a rollback', 'rolling-back', [...RUNNING, 'rollback-begun']],
    ['a cleanup', 'cancelling', [...RUNNING, 'cancel-begun']],
  ])('is on which way it was: %s', (_, status, route) => {
    const pause = route.length === 0 ? [] : (['pause-begun'] as const);
    expect(replay(...route, ...pause, 'paused', 'resumed').status).toBe(status);
    const retried = replay(...route, 'needs-attention', 'retried');
    expect(retried).toMatchObject({ status, failure: undefined });
  });

  it('is what needs attention', () => {
    expect(apply(running(), 'needs-attention', { failure }).failure).toBe(
      failure,
    );
  });

  it('is who cancelled it and why', () => {
    const state = apply(
      asked(replay(...ROUTES.paused), { action: 'cancel', reason: 'enough' }),
      'cancel-begun',
      { steps: 1 },
    );
    expect(state).toMatchObject({
      status: 'cancelling',
      activePlan: 'cleanup',
      cancel: { by: ANN, atMs: AT_MS, reason: 'enough' },
    });
    expect(state.paused).toBeUndefined();
    expect(apply(running(), 'cancel-begun', { steps: 1 }, ANN).cancel?.by).toBe(
      ANN,
    );
  });

  it('is who wanted the rollback and why, or what caused it', () => {
    const failed = apply(running(), 'needs-attention', { failure });
    const byPerson = apply(
      asked(failed, { action: 'rollback', reason: 'slow' }),
      'rollback-begun',
      { automatic: false, steps: 1 },
    );
    expect(byPerson).toMatchObject({
      status: 'rolling-back',
      activePlan: 'rollback',
      failure,
    });
    expect(byPerson.rollback).toEqual({
      by: ANN,
      atMs: AT_MS,
      automatic: false,
      reason: 'slow',
    });
    const cause = { ...failure, remedy: 'another' };
    const byEngine = apply(asked(replay(...ROUTES.paused)), 'rollback-begun', {
      automatic: true,
      cause,
      steps: 1,
    });
    expect(byEngine).toMatchObject({ failure: cause });
    expect(byEngine.paused).toBeUndefined();
    const rollback = { by: 'engine', atMs: AT_MS, automatic: true };
    expect(byEngine.rollback).toEqual(rollback);
    expect(
      apply(running(), 'rollback-begun', { automatic: false, steps: 1 }, ANN)
        .rollback,
    ).toEqual({ ...rollback, by: ANN, automatic: false });
  });

  it('is what was restored, and all that is left over at the end', () => {
    const state = replay(...ROUTES['checking-restore']);
    const { proof } = DATA['restore-checked'];
    expect(apply(state, 'restore-checked', { proof }).proof).toBe(proof);
    const leftover = (stepId: string) => ({ stepId, title: stepId });
    const result = { code: 'ok', text: 'ok' };
    const named = ['a', 'b'].reduce(
      (before, stepId) =>
        apply(before, 'step-done', {
          plan: 'rollback',
          stepId,
          result,
          leftover: leftover(stepId),
        }),
      replay(...ROUTES['rolling-back']),
    );
    expect(named.leftovers).toEqual([leftover('a'), leftover('b')]);
    const restored = { plan: 'rollback', stepId: 'a', result } as const;
    const one = apply(named, 'step-done', restored);
    expect(one.leftovers).toEqual([leftover('b')]);
    const end = { outcome: 'rolled-back-with-leftovers' } as const;
    const leftovers = [leftover('c')];
    expect(apply(one, 'finished', { ...end, leftovers }).leftovers).toEqual([
      leftover('b'),
      leftover('c'),
    ]);
    expect(apply(one, 'finished', end).leftovers).toEqual([leftover('b')]);
    expect(
      apply(running(), 'finished', { ...end, leftovers }).leftovers,
    ).toEqual(leftovers);
  });

  it('is how long nobody held it, for the steps under way alone', () => {
    const claim = (state: UpgradeState, idleMs?: number) =>
      apply(state, 'claimed', {
        worker: 'w',
        epoch: 2,
        ...(idleMs !== undefined && { idleMs }),
      });
    const state = running();
    state.steps.upgrade = {
      running: { status: 'running', attempt: 1, idleMs: 1 },
      waiting: { status: 'waiting', attempt: 1 },
      done: { status: 'done', attempt: 1 },
      pending: { status: 'pending', attempt: 0 },
    };
    const { upgrade } = claim(state, 100).steps;
    expect(Object.values(upgrade).map(({ idleMs }) => idleMs)).toEqual([
      101,
      100,
      undefined,
      undefined,
    ]);
    expect(claim(state).steps).toBe(state.steps);
    expect(claim(state, 0).steps).toBe(state.steps);
    const paused = replay(...ROUTES.paused);
    expect(claim(paused, 100).steps).toBe(paused.steps);
  });

  it('is no idle time where a pause was taken back before it was one', () => {
    const state = replay(...RUNNING, 'step-started', 'pause-begun', 'resumed');
    expect(state.steps.upgrade.s.idleMs).toBeUndefined();
  });
});

function attempt<T>(apply: () => T): T | 'refused' {
  try {
    return apply();
  } catch (error) {
    if (error instanceof IllegalTransitionError) {
      return 'refused';
    }
    throw error;
  }
}
