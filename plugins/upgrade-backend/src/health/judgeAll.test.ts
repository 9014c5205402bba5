import {
  ApplicationHealth,
  eventText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { captureReference } from './captureReference';
import { judgeAll } from './judgeAll';
import {
  SAMPLE_APPLICATION,
  sampleApplication,
  samplePod,
  sampleThreshold,
} from './samplePods';

const NOW_MS = 10_000_000;
const thresholds = [sampleThreshold()];
const ready = [samplePod({ name: 'a' }), samplePod({ name: 'b' })];
const known = captureReference(
  { applications: [sampleApplication()], budgets: [] },
  thresholds,
  ready,
  NOW_MS,
);
const workload = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'checkout', namespace: 'shop' },
  spec: { replicas: 2 },
};

/** What people read in the log. */
function healthText(health: ApplicationHealth): string {
  return eventText({
    upgradeId: 'u-1',
    seq: 1,
    atMs: NOW_MS,
    actor: 'engine',
    type: 'health-changed',
    data: { health },
  });
}

describe('judgeAll', () => {
  it('says nothing twice', () => {
    const seen = { pods: ready, workloads: undefined };
    const [first] = judgeAll(thresholds, known, seen, {}, NOW_MS);
    // What was stored comes back as JSON.
    const stored: ApplicationHealth = JSON.parse(JSON.stringify(first));
    const previous = { [SAMPLE_APPLICATION]: stored };
    expect(judgeAll(thresholds, known, seen, previous, NOW_MS + 5)).toEqual([]);
    const fewer = { pods: ready.slice(1), workloads: undefined };
    expect(
      judgeAll(thresholds, known, fewer, previous, NOW_MS + 5),
    ).toHaveLength(1);
  });

  it('says nothing that reads like what was said before', () => {
    const texts: string[] = [];
    let previous: Record<string, ApplicationHealth> = {};
    for (const count of [2, 2, 1, 2, 1, 1, 0]) {
      const seen = { pods: ready.slice(0, count), workloads: [workload] };
      for (const health of judgeAll(
        thresholds,
        known,
        seen,
        previous,
        NOW_MS,
      )) {
        previous = { [SAMPLE_APPLICATION]: health };
        texts.push(healthText(health));
      }
    }
    expect(texts).toHaveLength(5);
    const repeated = texts.filter((text, index) => text === texts[index - 1]);
    expect(repeated).toEqual([]);
  });

  it('counts the pods of the application alone', () => {
    const other = samplePod({
      name: 'x',
      owner: { kind: 'ReplicaSet', name: 'other-7f46' },
    });
    const elsewhere = samplePod({ name: 'y' });
    elsewhere.metadata.namespace = 'elsewhere';
    const [health] = judgeAll(
      thresholds,
      known,
      { pods: [...ready, other, elsewhere], workloads: undefined },
      {},
      NOW_MS,
    );
    expect(health.ready).toBe(2);
  });

  it('takes the desired instances from the workload as it is now', () => {
    const judged = (workloads: (typeof workload)[] | undefined) =>
      judgeAll(thresholds, known, { pods: ready, workloads }, {}, NOW_MS)[0];
    expect(judged([workload]).desired).toBe(2);
    expect(judged(undefined).desired).toBe(3);
  });

  it('asks nothing of a workload that its owner deleted meanwhile', () => {
    const seen = { pods: [], workloads: [] };
    const [first] = judgeAll(thresholds, known, seen, {}, NOW_MS);
    const previous = { [SAMPLE_APPLICATION]: first };
    expect(first).toMatchObject({ verdict: 'good', desired: 0 });
    expect(
      judgeAll(thresholds, known, seen, previous, NOW_MS + 3_600_000),
    ).toEqual([]);
  });

  it('does not count what is missing while the workload is not in sight', () => {
    const seen = { pods: [], workloads: undefined };
    const [first] = judgeAll(thresholds, known, seen, {}, NOW_MS);
    expect(first).toMatchObject({ verdict: 'good', desired: 3, ready: 0 });
    expect(first.missingSinceMs).toBeUndefined();
  });

  it('says that nothing is known where the cluster could not be seen', () => {
    expect(judgeAll(thresholds, known, undefined, {}, NOW_MS)).toMatchObject([
      { applicationId: SAMPLE_APPLICATION, verdict: 'no-data' },
    ]);
  });

  it('leaves applications out that were gone before the start', () => {
    const gone = [sampleThreshold({ applicationId: 'shop/gone' })];
    expect(judgeAll(gone, known, undefined, {}, NOW_MS)).toEqual([]);
  });
});
