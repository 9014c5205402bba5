import { NOW_MS, objectWith, podWith, timeAgo } from '../../testUtils/objects';
import {
  patchedStatus,
  withoutStatus,
  wordedWrites,
} from '../../testUtils/wordedWrites';
import { Pod } from '../../objects/Pod';
import { Job, TRACKING_FINALIZER } from './Job';
import { reconcileJob } from './reconcileJob';

const job = (
  spec: Partial<Job['spec']> = {},
  status: Job['status'] = {},
): Job =>
  objectWith('Job', 'task', {
    apiVersion: 'batch/v1',
    spec: {
      completions: 1,
      parallelism: 1,
      backoffLimit: 2,
      template: { spec: { containers: [{ name: 'main', image: 'task:1' }] } },
      ...spec,
    },
    status,
  }) as Job;

const pod = (name: string, phase: 'Running' | 'Succeeded' | 'Failed'): Pod =>
  podWith({ name, phase, finalizers: [TRACKING_FINALIZER] });

const look = (owner: Job, pods: Pod[] = []) =>
  reconcileJob({ job: owner, pods, nowMs: NOW_MS });

const words = (owner: Job, pods: Pod[]) =>
  wordedWrites(withoutStatus(look(owner, pods).writes));

describe('reconcileJob', () => {
  it.each<[string, Job, Pod[], string[]]>([
    ['starts a pod', job(), [], ['create Pod task-*']],
    ['waits for the one that runs', job(), [pod('a', 'Running')], []],
    [
      'runs no more than are still needed',
      job({ completions: 3, parallelism: 5 }),
      [pod('a', 'Succeeded'), pod('b', 'Running')],
      ['create Pod task-*'],
    ],
    ['starts none while suspended', job({ suspend: true }), [], []],
    [
      'stops what runs when it is suspended',
      job({ suspend: true }),
      [pod('a', 'Running')],
      ['delete Pod a'],
    ],
    [
      'stops the rest once it failed for good',
      job({ backoffLimit: 0, parallelism: 2, completions: 2 }),
      [pod('a', 'Failed'), pod('b', 'Running')],
      ['delete Pod b'],
    ],
  ])('%s', (_title, owner, pods, expected) => {
    expect(words(owner, pods)).toEqual(expected);
  });

  it('counts a finished pod once: into the list, finalizer off, into the number', () => {
    const finished = pod('a', 'Succeeded');
    const listed = patchedStatus(look(job(), [finished]).writes);
    expect(listed.uncountedTerminatedPods).toEqual({
      succeeded: ['uid-of-a'],
    });
    expect(listed.succeeded).toBeUndefined();

    const known = job(
      {},
      { uncountedTerminatedPods: { succeeded: ['uid-of-a'] } },
    );
    expect(words(known, [finished])).toEqual(['patch object of a']);

    const released = podWith({ name: 'a', phase: 'Succeeded' });
    const counted = patchedStatus(look(known, [released]).writes);
    expect(counted.succeeded).toBe(1);
    expect(counted.uncountedTerminatedPods.succeeded).toBeNull();
  });

  it('is complete only when its last pod is counted', () => {
    const decided = patchedStatus(look(job(), [pod('a', 'Succeeded')]).writes);
    expect(decided.conditions.map((each: any) => each.type)).toEqual([
      'SuccessCriteriaMet',
    ]);
    const counted = job({}, { succeeded: 1, conditions: decided.conditions });
    const ended = patchedStatus(look(counted).writes);
    expect(ended.conditions.map((each: any) => each.type)).toEqual([
      'SuccessCriteriaMet',
      'Complete',
    ]);
    expect(ended.completionTime).toBe(timeAgo(0));
  });

  it.each<[string, Job, Pod[]]>([
    ['BackoffLimitExceeded', job({}, { failed: 3 }), []],
    [
      'DeadlineExceeded',
      job({ activeDeadlineSeconds: 60 }, { startTime: timeAgo(61) }),
      [],
    ],
  ])('fails with %s', (reason, owner, pods) => {
    expect(patchedStatus(look(owner, pods).writes).conditions).toEqual([
      expect.objectContaining({ type: 'FailureTarget', reason }),
      expect.objectContaining({ type: 'Failed', status: 'True', reason }),
    ]);
  });

  it('waits twice as long before each new attempt', () => {
    const failed = pod('a', 'Failed');
    failed.status!.containerStatuses = [
      {
        name: 'main',
        image: '',
        imageID: '',
        ready: false,
        restartCount: 0,
        state: { terminated: { exitCode: 1, finishedAt: timeAgo(4) } },
      },
    ];
    const first = look(job(), [failed]);
    expect(withoutStatus(first.writes)).toEqual([]);
    expect(first.requeueAfterMs).toBe(6_000);
    expect(look(job({}, { failed: 1 }), [failed]).requeueAfterMs).toBe(16_000);
  });

  it('goes after its time to live', () => {
    const over = (seconds: number) =>
      look(
        job(
          { ttlSecondsAfterFinished: 30 },
          {
            conditions: [
              {
                type: 'Complete',
                status: 'True',
                lastTransitionTime: timeAgo(seconds),
              },
            ],
          },
        ),
      );
    expect(over(10)).toEqual({ writes: [], requeueAfterMs: 20_000 });
    expect(wordedWrites(over(30).writes)).toEqual(['delete Job task']);
  });
});
