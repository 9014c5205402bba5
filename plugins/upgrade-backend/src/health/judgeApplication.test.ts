import {
  ApplicationHealth,
  BudgetInfo,
} from '@cluster-upgrade/plugin-upgrade-common';
import fc from 'fast-check';
import { MISSING_GRACE_MS, MOVED_GRACE_MS } from './failingInstances';
import { captureReference } from './captureReference';
import { judgeApplication } from './judgeApplication';
import { ApplicationReference } from './HealthReference';
import { READY_GRACE_MS } from './podFailure';
import {
  SAMPLE_APPLICATION,
  sampleApplication,
  SamplePod,
  samplePod,
  sampleThreshold,
} from './samplePods';

const NOW_MS = 10_000_000;
const STARTED_AT_MS = NOW_MS - 60_000;
const WHOLE: SamplePod[] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];

const crashing = (name: string, more: Partial<SamplePod> = {}): SamplePod => ({
  name,
  isReady: false,
  changedAtMs: NOW_MS - 1_000,
  waiting: 'CrashLoopBackOff',
  ...more,
});

function frozen(
  pods: SamplePod[] = [],
  budgets: BudgetInfo[] = [],
): ApplicationReference {
  const known = captureReference(
    { applications: [sampleApplication()], budgets },
    [sampleThreshold()],
    pods.map(samplePod),
    STARTED_AT_MS,
  );
  return known.applications[SAMPLE_APPLICATION];
}

/** Covers the sample application: `out` of its three instances may be out. */
const budget = (out: number): BudgetInfo => ({
  namespace: 'shop',
  name: 'checkout',
  applicationIds: [SAMPLE_APPLICATION],
  disruptionsAllowed: out,
  currentHealthy: 3,
  desiredHealthy: 3 - out,
  expectedPods: 3,
});

function judge(
  pods: SamplePod[] | undefined,
  options: {
    before?: SamplePod[];
    budgets?: BudgetInfo[];
    previous?: ApplicationHealth;
    allowedInstances?: number;
    desired?: number;
    /** Its workload is not in sight. */
    isUnasked?: boolean;
    nowMs?: number;
  } = {},
): ApplicationHealth {
  return judgeApplication({
    threshold: sampleThreshold({
      allowedInstances: options.allowedInstances ?? 1,
    }),
    known: frozen(options.before ?? WHOLE, options.budgets),
    startedAtMs: STARTED_AT_MS,
    seen: pods && {
      desired: options.isUnasked ? undefined : (options.desired ?? 3),
      pods: pods.map(samplePod),
    },
    previous: options.previous,
    nowMs: options.nowMs ?? NOW_MS,
  });
}

/** As `judge`, and again when the controller had its time to make what is missing. */
function judgeForLong(
  pods: SamplePod[],
  options: Parameters<typeof judge>[1] = {},
): ApplicationHealth {
  const previous = judge(pods, options);
  const nowMs = NOW_MS + MISSING_GRACE_MS;
  return judge(pods, { ...options, previous, nowMs });
}

describe('judgeApplication', () => {
  it('finds nothing to say about ready instances', () => {
    expect(judge([{ name: 'a' }, { name: 'b' }])).toMatchObject({
      verdict: 'good',
      desired: 3,
      ready: 2,
      failing: [],
    });
  });

  it('watches failures that are allowed', () => {
    const health = judge([{ name: 'a' }, crashing('b')]);
    expect(health).toMatchObject({
      verdict: 'watch',
      failing: [{ pod: 'b', reason: 'crash-loop', node: 'w-1' }],
    });
    expect(health.exceededSinceMs).toBeUndefined();
  });

  it('finds a breach in one failure more than allowed, and says by which rule', () => {
    const health = judge([crashing('a'), crashing('b')]);
    expect(health).toMatchObject({
      verdict: 'breach',
      exceededSinceMs: NOW_MS,
    });
    expect(health.rule.text).toBe(
      '2 failing instances (a: crash-loop, b: crash-loop), 1 allowed by upgrade.thresholds.default',
    );
  });

  it.each<[string[], string]>([
    [[], '0 failing instances, 1 allowed'],
    [['a'], '1 failing instance (a: crash-loop), 1 allowed'],
    [
      ['c', 'b', 'a'],
      '3 failing instances (a: crash-loop, b: crash-loop, c: crash-loop), 1 allowed',
    ],
    [
      ['e', 'd', 'c', 'b', 'a'],
      '5 failing instances (a: crash-loop, b: crash-loop, c: crash-loop, 2 more), 1 allowed',
    ],
  ])(
    'says in one sentence how many fail, and names three: %j',
    (names, text) => {
      const { rule } = judge(names.map(name => crashing(name)));
      expect(rule).toEqual({
        code: 'failing-instances',
        params: { failing: names.length, allowed: 1 },
        text: `${text} by upgrade.thresholds.default`,
      });
    },
  );

  it('names failing instances in the order of their names', () => {
    const { failing } = judge(['c', 'a', 'b'].map(name => crashing(name)));
    expect(failing.map(({ pod }) => pod)).toEqual(['a', 'b', 'c']);
  });

  it.each<[string, Partial<SamplePod>]>([
    ['not ready', {}],
    ['without a node', { isUnschedulable: true }],
  ])('takes from the cluster since when an instance is %s', (_, more) => {
    const changedAtMs = NOW_MS - READY_GRACE_MS;
    const pod = { name: 'a', isReady: false, changedAtMs, ...more };
    expect(judge([pod]).failing).toMatchObject([{ sinceMs: changedAtMs }]);
  });

  it('knows no such moment of a crash, which begins when it is seen', () => {
    expect(judge([crashing('a')]).failing).toMatchObject([{ sinceMs: NOW_MS }]);
  });

  it('never counts restarts from before the start', () => {
    const restarted = { name: 'a', restarts: 7, lastEndAtMs: NOW_MS - 1_000 };
    const verdict = (before: SamplePod[]) =>
      judge([restarted], { before, allowedInstances: 0 }).verdict;
    expect(verdict([{ name: 'a', restarts: 5 }])).toBe('good');
    expect(verdict([{ name: 'a', restarts: 4 }])).toBe('breach');
    expect(verdict([{ name: 'a' }])).toBe('breach');
  });

  it('remembers since when, for the breach and for each instance', () => {
    const first = judge([crashing('a'), crashing('b')]);
    const later = judge([crashing('a'), crashing('b')], {
      previous: first,
      nowMs: NOW_MS + 9_000,
    });
    expect(later.exceededSinceMs).toBe(NOW_MS);
    expect(later.failing.map(({ sinceMs }) => sinceMs)).toEqual([
      NOW_MS,
      NOW_MS,
    ]);
  });

  it('begins to count anew when a breach was over in between', () => {
    const first = judge([crashing('a'), crashing('b')]);
    const over = judge([{ name: 'a' }, crashing('b')], { previous: first });
    const again = judge([crashing('a'), crashing('b')], {
      previous: over,
      nowMs: NOW_MS + 9_000,
    });
    expect(again.exceededSinceMs).toBe(NOW_MS + 9_000);
  });

  it('never counts an instance that failed before the start', () => {
    const before = [crashing('a'), crashing('b')];
    expect(judge([crashing('a'), crashing('b')], { before })).toMatchObject({
      verdict: 'known-before-start',
      failing: [],
      knownBeforeStart: ['a', 'b'],
    });
  });

  it('excuses one replacement of an instance that failed before for the same reason', () => {
    const before = [crashing('a')];
    const health = judge([crashing('a2'), crashing('b')], {
      before,
      allowedInstances: 0,
    });
    expect(health.knownBeforeStart).toEqual(['a2']);
    expect(health.failing.map(({ pod }) => pod)).toEqual(['b']);
  });

  it('does not excuse a replacement that fails for another reason', () => {
    const health = judge([crashing('a2', { waiting: 'ErrImagePull' })], {
      before: [crashing('a')],
    });
    expect(health.failing).toHaveLength(1);
  });

  it('does not excuse anyone for an instance that is still there', () => {
    const health = judge([{ name: 'a' }, crashing('b')], {
      before: [crashing('a')],
    });
    expect(health.failing.map(({ pod }) => pod)).toEqual(['b']);
  });

  describe('with an instance that failed before the start and ends slowly', () => {
    const before = [crashing('a'), { name: 'b' }, { name: 'c' }];
    const others = [{ name: 'b' }, { name: 'c' }];
    const ending = (endsAtMs: number) => crashing('a', { endsAtMs });

    it('excuses the replacement that is there already, and one only', () => {
      const pods = [ending(NOW_MS + 60_000), ...others];
      expect(judge([...pods, crashing('d')], { before })).toMatchObject({
        verdict: 'known-before-start',
        failing: [],
        knownBeforeStart: ['d'],
      });
      expect(
        judge([...pods, crashing('d'), crashing('e')], { before }).failing,
      ).toMatchObject([{ pod: 'e' }]);
    });

    it('misses it as little as it counted it when it can’t end', () => {
      const pods = [ending(NOW_MS - 600_000), ...others];
      const previous = judge(pods, { before });
      const later = judge(pods, {
        before,
        previous: { ...previous, missingSinceMs: NOW_MS - MISSING_GRACE_MS },
      });
      expect(later).toMatchObject({
        failing: [],
        knownBeforeStart: ['instance 3 of 3'],
      });
    });

    it('excuses no other failure for one that ends', () => {
      const pods = [ending(NOW_MS + 60_000), ...others];
      const other = crashing('d', { waiting: 'ErrImagePull' });
      expect(judge([...pods, other], { before }).failing).toMatchObject([
        { pod: 'd', reason: 'image-pull' },
      ]);
    });

    it('takes the one of the same name for the one that is there again, and misses the other as little', () => {
      const stuck = crashing('a', { endsAtMs: NOW_MS - 600_000 });
      const again = crashing('b', { uid: 'uid-of-the-next-b' });
      const pods = [stuck, again, { name: 'c' }];
      const both = [crashing('a'), crashing('b'), { name: 'c' }];
      const health = judgeForLong(pods, { before: both });
      expect(health.failing).toEqual([]);
      expect(health.knownBeforeStart).toEqual(['b', 'instance 3 of 3']);
    });

    it('misses one that did not fail before', () => {
      const pods = [{ name: 'a', endsAtMs: NOW_MS - 600_000 }, ...others];
      const previous = judge(pods, {});
      const later = judge(pods, {
        previous: { ...previous, missingSinceMs: NOW_MS - MISSING_GRACE_MS },
      });
      expect(later.failing).toMatchObject([{ reason: 'missing' }]);
    });
  });

  it('never passes without data, and keeps what was known', () => {
    const previous = judge([crashing('a'), crashing('b')]);
    const blind = judge(undefined, { previous });
    expect(blind).toMatchObject({
      verdict: 'no-data',
      failing: previous.failing,
    });
    expect(blind.exceededSinceMs).toBeUndefined();
  });

  it('says nothing good of what it has never seen', () => {
    expect(judge(undefined)).toMatchObject({
      applicationId: SAMPLE_APPLICATION,
      verdict: 'no-data',
      desired: 3,
      ready: 0,
      failing: [],
      knownBeforeStart: [],
      allowedInstances: 1,
      rule: { code: 'no-data' },
    });
  });

  describe('with instances that do not exist', () => {
    it('counts them when their controller had the time to make them', () => {
      const first = judge([], { allowedInstances: 0 });
      expect(first).toMatchObject({
        verdict: 'good',
        missingSinceMs: NOW_MS,
      });
      expect(judgeForLong([], { allowedInstances: 0 })).toMatchObject({
        verdict: 'breach',
        desired: 3,
        ready: 0,
        failing: [
          { pod: 'instance 1 of 3', reason: 'missing' },
          { pod: 'instance 2 of 3', reason: 'missing' },
          { pod: 'instance 3 of 3', reason: 'missing' },
        ],
      });
    });

    it('forgets the moment once they exist', () => {
      const previous = judge([]);
      const health = judge(WHOLE, { previous });
      expect(health).toMatchObject({ verdict: 'good' });
      expect(health.missingSinceMs).toBeUndefined();
    });

    it('names the pods that ended for good in their stead', () => {
      const ended: SamplePod = {
        name: 'x',
        phase: 'Failed',
        reason: 'OutOfcpu',
      };
      expect(judgeForLong([...WHOLE.slice(1), ended]).failing).toMatchObject([
        { pod: 'x', reason: 'failed', detail: 'OutOfcpu' },
      ]);
    });

    it('names the latest of them, as many as are missing', () => {
      const ended = (name: string, madeAtMs: number): SamplePod => ({
        name,
        madeAtMs,
        phase: 'Failed',
        reason: 'OutOfcpu',
      });
      const pods = [
        ...WHOLE.slice(2),
        ended('first', 1_000),
        ended('third', 3_000),
        ended('second', 2_000),
      ];
      expect(judgeForLong(pods).failing.map(({ pod }) => pod)).toEqual([
        'second',
        'third',
      ]);
    });

    it('takes no pod that was moved away for the reason', () => {
      const moved = { name: 'x', phase: 'Failed', reason: 'Evicted' };
      expect(judgeForLong([...WHOLE.slice(1), moved]).failing).toMatchObject([
        { pod: 'instance 3 of 3', reason: 'missing' },
      ]);
    });

    it('never counts those that were missing before the start', () => {
      const before = WHOLE.slice(1);
      expect(judgeForLong(before, { before })).toMatchObject({
        verdict: 'known-before-start',
        failing: [],
      });
      expect(judgeForLong(before.slice(1), { before }).failing).toHaveLength(1);
    });

    it('does not miss what is about to end, unless it is stuck', () => {
      const ending = (endsAtMs: number) => [
        ...WHOLE.slice(1),
        { name: 'a', endsAtMs },
      ];
      expect(judgeForLong(ending(NOW_MS)).failing).toEqual([]);
      expect(judgeForLong(ending(NOW_MS - 3_600_000)).failing).toMatchObject([
        { reason: 'missing' },
      ]);
    });
  });

  it('takes no notice of finished pods that are left over', () => {
    const leftovers = ['OutOfcpu', 'UnexpectedAdmissionError'].map(
      (reason): SamplePod => ({ name: reason, phase: 'Failed', reason }),
    );
    expect(
      judgeForLong([...WHOLE, ...leftovers], { allowedInstances: 0 }),
    ).toMatchObject({ verdict: 'good', ready: 3, failing: [] });
  });

  describe('with an instance that a drain moved', () => {
    const moved = (name: string, forMs: number): SamplePod => ({
      name,
      isReady: false,
      madeAtMs: NOW_MS - forMs,
      changedAtMs: NOW_MS - forMs,
    });
    const startedAgo = { before: WHOLE, allowedInstances: 0 };
    const slow = moved('c2', 50_000);
    const later = NOW_MS + READY_GRACE_MS;

    it('lets it start for longer while no more are out than the budget allows', () => {
      const pods = [...WHOLE.slice(1), slow];
      const options = { ...startedAgo, nowMs: later };
      expect(judge(pods, options).verdict).toBe('breach');
      expect(judge(pods, { ...options, budgets: [budget(1)] }).verdict).toBe(
        'good',
      );
    });

    it('goes by the strictest of its budgets, and by none of another application', () => {
      const pods = [...WHOLE.slice(1), slow];
      const verdict = (...budgets: BudgetInfo[]) =>
        judge(pods, { ...startedAgo, budgets, nowMs: later }).verdict;
      expect(verdict(budget(1), budget(2))).toBe('good');
      expect(verdict(budget(2), budget(0))).toBe('breach');
      const foreign = { ...budget(1), applicationIds: ['shop/other'] };
      expect(verdict(foreign)).toBe('breach');
    });

    it('goes by the instances asked for before the start while its workload is not in sight', () => {
      const options = { ...startedAgo, budgets: [budget(1)], nowMs: later };
      const verdict = (pods: SamplePod[]) =>
        judge(pods, { ...options, isUnasked: true }).verdict;
      expect(verdict([...WHOLE.slice(1), slow])).toBe('good');
      expect(verdict([WHOLE[0], slow])).toBe('breach');
    });

    it('counts it when more are out than the budget allows', () => {
      const pods = [WHOLE[0], slow, moved('b2', 50_000)];
      const options = { ...startedAgo, budgets: [budget(1)], nowMs: later };
      expect(judge(pods, options).failing).toHaveLength(2);
    });

    it('counts it when it takes too long even so', () => {
      const pods = [...WHOLE.slice(1), slow];
      const nowMs = NOW_MS + MOVED_GRACE_MS;
      const options = { ...startedAgo, budgets: [budget(1)], nowMs };
      expect(judge(pods, options).verdict).toBe('breach');
    });

    it('counts a crash at once, whatever the budget', () => {
      const pods = [...WHOLE.slice(1), crashing('c2')];
      expect(judge(pods, { ...startedAgo, budgets: [budget(1)] }).verdict).toBe(
        'breach',
      );
    });

    it('gives no such time to an instance that was there before', () => {
      const old = { ...slow, name: 'c', madeAtMs: STARTED_AT_MS - 1 };
      const options = { ...startedAgo, budgets: [budget(1)], nowMs: later };
      expect(judge([...WHOLE.slice(1), old], options).verdict).toBe('breach');
    });
  });

  it('is in breach exactly when more new instances fail than are allowed', () => {
    fc.assert(
      fc.property(
        fc.nat(6),
        fc.nat(6),
        fc.nat(6),
        fc.nat(4),
        (healthy, known, fresh, allowedInstances) => {
          const names = (prefix: string, count: number) =>
            Array.from({ length: count }, (_, index) => prefix + index);
          const before = names('known', known).map(name => crashing(name));
          const pods = [
            ...names('healthy', healthy).map(name => ({ name })),
            ...before,
            ...names('fresh', fresh).map(name => crashing(name)),
          ];
          const health = judge(pods, { before, allowedInstances });
          expect(health.failing).toHaveLength(fresh);
          expect(health.knownBeforeStart).toHaveLength(known);
          expect(health.ready).toBe(healthy);
          expect(health.verdict === 'breach').toBe(fresh > allowedInstances);
          expect(health.exceededSinceMs !== undefined).toBe(
            fresh > allowedInstances,
          );
        },
      ),
    );
  });
});
