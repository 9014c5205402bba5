import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { podFailure, READY_GRACE_MS, RESTARTS_COUNT_MS } from './podFailure';
import { SamplePod, samplePod } from './samplePods';

const NOW_MS = 10_000_000;
const recently = NOW_MS - 1_000;
const longAgo = NOW_MS - READY_GRACE_MS;

describe('podFailure', () => {
  it.each<[string, SamplePod, string | undefined]>([
    ['a ready pod', { name: 'p' }, undefined],
    [
      'a new pod that is not ready yet',
      { name: 'p', isReady: false, changedAtMs: recently },
      undefined,
    ],
    [
      'a pod that is not ready for too long',
      { name: 'p', isReady: false, changedAtMs: longAgo },
      'not-ready',
    ],
    [
      'a pod that ends',
      { name: 'p', isReady: false, changedAtMs: longAgo, isTerminating: true },
      undefined,
    ],
    [
      'a pod that has done its work',
      { name: 'p', isReady: false, changedAtMs: longAgo, phase: 'Succeeded' },
      undefined,
    ],
    [
      'a pod in a crash loop, however new',
      {
        name: 'p',
        isReady: false,
        changedAtMs: recently,
        waiting: 'CrashLoopBackOff',
      },
      'crash-loop',
    ],
    [
      'a pod between two crashes',
      { name: 'p', isReady: false, changedAtMs: recently, restarts: 2 },
      'crash-loop',
    ],
    [
      'a pod that crashed once and starts again',
      { name: 'p', isReady: false, changedAtMs: recently, restarts: 1 },
      undefined,
    ],
    [
      'a pod whose image can’t be pulled',
      {
        name: 'p',
        isReady: false,
        changedAtMs: recently,
        waiting: 'ImagePullBackOff',
      },
      'image-pull',
    ],
    [
      'a pod whose container can’t be made',
      {
        name: 'p',
        isReady: false,
        changedAtMs: recently,
        waiting: 'CreateContainerConfigError',
      },
      'not-ready',
    ],
    [
      'a pod that just found no node',
      {
        name: 'p',
        isReady: false,
        changedAtMs: recently,
        isUnschedulable: true,
      },
      undefined,
    ],
    [
      'a pod that finds no node',
      {
        name: 'p',
        isReady: false,
        changedAtMs: longAgo,
        isUnschedulable: true,
      },
      'unschedulable',
    ],
    [
      'a pod that failed',
      { name: 'p', isReady: false, phase: 'Failed' },
      'failed',
    ],
    [
      'a pod that was evicted',
      { name: 'p', isReady: false, phase: 'Failed', reason: 'Evicted' },
      undefined,
    ],
    [
      'a ready pod that restarted twice',
      { name: 'p', restarts: 2, lastEndAtMs: recently },
      undefined,
    ],
    [
      'a ready pod that restarts again and again',
      { name: 'p', restarts: 3, lastEndAtMs: recently },
      'restarted',
    ],
    [
      'a ready pod whose restarts are long ago',
      { name: 'p', restarts: 9, lastEndAtMs: NOW_MS - RESTARTS_COUNT_MS },
      undefined,
    ],
  ])('says of %s: %s', (_, pod, reason) => {
    expect(podFailure(samplePod(pod), 0, NOW_MS)?.reason).toBe(reason);
  });

  it.each([
    'ErrImageNeverPull',
    'ErrImagePull',
    'ImageInspectError',
    'ImagePullBackOff',
    'InvalidImageName',
  ])('takes %s for an image that can’t be had', waiting => {
    const pod = samplePod({ name: 'p', isReady: false, waiting });
    expect(podFailure(pod, 0, NOW_MS)?.reason).toBe('image-pull');
  });

  it.each([
    'Evicted',
    'NodeAffinity',
    'NodeLost',
    'NodeShutdown',
    'Preempting',
    'Shutdown',
    'Terminated',
  ])('takes %s for a pod that was moved away, not broken', reason => {
    const pod = samplePod({ name: 'p', phase: 'Failed', reason });
    expect(podFailure(pod, 0, NOW_MS)).toBeUndefined();
  });

  it('counts only restarts since the start', () => {
    const pod = samplePod({ name: 'p', restarts: 7, lastEndAtMs: recently });
    expect(podFailure(pod, 5, NOW_MS)).toBeUndefined();
    expect(podFailure(pod, 4, NOW_MS)?.reason).toBe('restarted');
  });

  const notReady = (change: (pod: KubeObject) => void): KubeObject => {
    const pod = samplePod({ name: 'p', isReady: false, changedAtMs: longAgo });
    change(pod);
    return pod;
  };
  const at = (atMs: number) => new Date(atMs).toISOString();

  it('says since when a pod is not ready', () => {
    expect(
      podFailure(
        notReady(() => {}),
        0,
        NOW_MS,
      ),
    ).toEqual({
      reason: 'not-ready',
      detail: `not ready since ${at(longAgo)}`,
      sinceMs: longAgo,
    });
  });

  it('counts from when a pod found its node where nothing is said of its readiness, else from when it was made', () => {
    const found = (foundAtMs: number) =>
      notReady(({ status }) => {
        status.conditions = [
          {
            type: 'PodScheduled',
            status: 'True',
            lastTransitionTime: at(foundAtMs),
          },
        ];
      });
    expect(podFailure(found(recently), 0, NOW_MS)).toBeUndefined();
    expect(podFailure(found(longAgo), 0, NOW_MS)?.sinceMs).toBe(longAgo);
    const silent = (madeAtMs: number) =>
      notReady(({ metadata, status }) => {
        delete status.conditions;
        metadata.creationTimestamp = at(madeAtMs);
      });
    expect(podFailure(silent(recently), 0, NOW_MS)).toBeUndefined();
    expect(podFailure(silent(longAgo), 0, NOW_MS)?.sinceMs).toBe(longAgo);
  });

  it('says nothing of a pod of which the cluster says nothing yet', () => {
    const pod = notReady(({ metadata, status }) => {
      delete status.conditions;
      delete status.containerStatuses;
      delete metadata.creationTimestamp;
    });
    expect(podFailure(pod, 0, NOW_MS)).toBeUndefined();
  });

  it('finds a container that can’t run in a pod without conditions', () => {
    const pod = samplePod({
      name: 'p',
      isReady: false,
      waiting: 'CrashLoopBackOff',
    });
    delete pod.status.conditions;
    expect(podFailure(pod, 0, NOW_MS)?.reason).toBe('crash-loop');
  });

  it.each<[string, object, string]>([
    ['the cluster’s message', { reason: 'OutOfcpu', message: 'full' }, 'full'],
    ['else its reason', { reason: 'OutOfcpu' }, 'OutOfcpu'],
    ['else that it failed', {}, 'Failed'],
  ])('tells of a pod that failed %s', (_, status, detail) => {
    const pod = samplePod({ name: 'p', isReady: false });
    pod.status = { phase: 'Failed', ...status };
    expect(podFailure(pod, 0, NOW_MS)?.detail).toBe(detail);
  });

  it('counts the restarts of all containers, by the latest of them', () => {
    const ended = (atMs: number) => ({
      restartCount: 2,
      lastState: { terminated: { finishedAt: at(atMs) } },
    });
    const reasonWith = (...containers: object[]) => {
      const pod = samplePod({ name: 'p' });
      pod.status.containerStatuses = containers;
      return podFailure(pod, 0, NOW_MS);
    };
    const before = NOW_MS - RESTARTS_COUNT_MS;
    expect(reasonWith(ended(before), ended(recently))).toEqual({
      reason: 'restarted',
      detail: '4 restarts since the start',
    });
    expect(reasonWith(ended(before), ended(before))).toBeUndefined();
    expect(
      reasonWith({}, { lastState: {} }, ended(recently), ended(recently)),
    ).toMatchObject({ reason: 'restarted' });
  });
});
