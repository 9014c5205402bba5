import { ApplicationMonitor, Sight } from './ApplicationMonitor';
import { freezeKnown } from './freezeKnown';
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
  isBlind: ({ plural }) => {
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
    const known = freezeKnown(
      { applications: [sampleApplication()], budgets: [] },
      [sampleThreshold()],
      [],
      NOW_MS,
    );
    const monitor = new ApplicationMonitor([sampleThreshold()], known, {
      objects: ({ plural }) =>
        plural === 'pods' ? [samplePod({ name: 'a' })] : undefined,
      isBlind: () => false,
    });
    expect(monitor.judge({}, NOW_MS)).toMatchObject([
      { applicationId: SAMPLE_APPLICATION, verdict: 'good', ready: 1 },
    ]);
  });
});
