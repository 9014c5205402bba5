import { ApplicationHealth } from '@cluster-upgrade/plugin-upgrade-common';
import fc from 'fast-check';
import { freezeKnown } from './freezeKnown';
import { judgeApplication } from './judgeApplication';
import { KnownApplication } from './KnownBeforeStart';
import {
  SAMPLE_APPLICATION,
  sampleApplication,
  SamplePod,
  samplePod,
  sampleThreshold,
} from './samplePods';

const NOW_MS = 10_000_000;

const crashing = (name: string, more: Partial<SamplePod> = {}): SamplePod => ({
  name,
  isReady: false,
  changedAtMs: NOW_MS - 1_000,
  waiting: 'CrashLoopBackOff',
  ...more,
});

function frozen(pods: SamplePod[] = []): KnownApplication {
  const known = freezeKnown(
    [sampleApplication()],
    [sampleThreshold()],
    pods.map(samplePod),
    NOW_MS - 60_000,
  );
  return known.applications[SAMPLE_APPLICATION];
}

function judge(
  pods: SamplePod[] | undefined,
  options: {
    before?: SamplePod[];
    previous?: ApplicationHealth;
    allowedInstances?: number;
    nowMs?: number;
  } = {},
): ApplicationHealth {
  return judgeApplication(
    sampleThreshold({ allowedInstances: options.allowedInstances ?? 1 }),
    frozen(options.before),
    pods && { desired: 3, pods: pods.map(samplePod) },
    options.previous,
    options.nowMs ?? NOW_MS,
  );
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

  it('never passes without data, and keeps what was known', () => {
    const previous = judge([crashing('a'), crashing('b')]);
    const blind = judge(undefined, { previous });
    expect(blind).toMatchObject({
      verdict: 'no-data',
      failing: previous.failing,
    });
    expect(blind.exceededSinceMs).toBeUndefined();
    expect(judge(undefined).verdict).toBe('no-data');
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
