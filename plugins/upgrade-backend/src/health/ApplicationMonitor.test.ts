import { ApplicationMonitor, Sight } from './ApplicationMonitor';
import { captureReference } from './captureReference';
import {
  SAMPLE_APPLICATION,
  sampleApplication,
  samplePod,
  sampleThreshold,
} from './samplePods';

const NOW_MS = 10_000_000;

const unwatched: Sight = {
  objects: ({ plural }) => {
    throw new Error(`${plural} are not watched`);
  },
  isStale: ({ plural }) => {
    throw new Error(`${plural} are not watched`);
  },
};

describe('ApplicationMonitor', () => {
  it('looks at nothing where no application has a threshold, for nothing is watched then', () => {
    const known = { frozenAtMs: NOW_MS, applications: {} };
    const monitor = new ApplicationMonitor([], known, unwatched);
    monitor.changed(NOW_MS);
    expect(monitor.judge({}, NOW_MS)).toEqual([]);
    expect(monitor.dueAtMs).toBe(Infinity);
  });

  it('asks nothing of a workload before it is in sight', () => {
    const known = captureReference(
      { applications: [sampleApplication()], budgets: [] },
      [sampleThreshold()],
      [],
      NOW_MS,
    );
    const monitor = new ApplicationMonitor([sampleThreshold()], known, {
      objects: ({ plural }) =>
        plural === 'pods' ? [samplePod({ name: 'a' })] : undefined,
      isStale: () => false,
    });
    expect(monitor.judge({}, NOW_MS)).toMatchObject([
      { applicationId: SAMPLE_APPLICATION, verdict: 'good', ready: 1 },
    ]);
  });

  describe('with an application that fails', () => {
    const HOUR_MS = 3_600_000;
    const thresholds = [sampleThreshold({ allowedInstances: 0 })];
    const known = captureReference(
      { applications: [sampleApplication()], budgets: [] },
      thresholds,
      ['a', 'b', 'c'].map(name => samplePod({ name })),
      NOW_MS,
    );
    const workload = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'checkout', namespace: 'shop' },
      spec: { replicas: 3 },
    };
    const crashing = samplePod({
      name: 'a',
      isReady: false,
      waiting: 'CrashLoopBackOff',
    });
    const sight = (isStale: Sight['isStale'] = () => false): Sight => ({
      objects: ({ plural }) => (plural === 'pods' ? [crashing] : [workload]),
      isStale,
    });
    const judgedAt = (monitor: ApplicationMonitor, atMs: number) => {
      const [health] = monitor.judge(
        {
          [SAMPLE_APPLICATION]: {
            ...new ApplicationMonitor(thresholds, known, sight()).judge(
              {},
              NOW_MS,
            )[0],
          },
        },
        atMs,
      );
      return health;
    };

    it('counts a breach on from before where somebody looked until now', () => {
      const monitor = new ApplicationMonitor(thresholds, known, sight());
      const later = judgedAt(monitor, NOW_MS + HOUR_MS);
      expect(later.exceededSinceMs).toBe(NOW_MS);
    });

    it('counts it anew where nobody looked meanwhile', () => {
      const monitor = new ApplicationMonitor(thresholds, known, sight(), false);
      const later = judgedAt(monitor, NOW_MS + HOUR_MS);
      expect(later.exceededSinceMs).toBe(NOW_MS + HOUR_MS);
      expect(later.missingSinceMs).toBe(NOW_MS + HOUR_MS);
    });

    it('misses no instance while its workload is out of sight', () => {
      const monitor = new ApplicationMonitor(
        thresholds,
        known,
        sight(({ plural }) => plural !== 'pods'),
      );
      const later = judgedAt(monitor, NOW_MS + HOUR_MS);
      expect(later.failing.map(({ pod }) => pod)).toEqual(['a']);
      expect(later.missingSinceMs).toBeUndefined();
    });
  });
});
