import {
  NEW,
  OLD,
  wekaCluster,
  wekaContainer,
} from '../../__fixtures__/wekaObjects';
import { ANNOTATION_PAUSED_BY } from '@cluster-upgrade/plugin-upgrade-node';
import { holderOf } from '../../operatorPause';
import { awaitContainersInput } from './awaitContainersInput';
import { decideAwaitContainers } from './decideAwaitContainers';
import { SeenContainers } from './SeenContainers';
import { STALL_MS } from '../../plan/planSteps';

const MINUTE = 60_000;
const input = awaitContainersInput.parse({
  stallMs: STALL_MS,
  namespace: 'weka',
  cluster: 'weka-prod',
  modes: ['drive'],
  image: NEW,
  title: 'drive containers',
});

function decide(
  seen: Partial<SeenContainers>,
  options: {
    nowMs?: number;
    memo?: any;
    idleMs?: number;
    isPausing?: boolean;
  } = {},
) {
  const cluster = seen.cluster ?? wekaCluster({ image: NEW });
  return decideAwaitContainers(
    {
      containers: [],
      backends: seen.containers ?? [],
      pods: [],
      events: [],
      prePulls: [],
      holder: holderOf(cluster, 'u-1'),
      upgradeId: 'u-1',
      ...seen,
      cluster,
    },
    {
      input,
      nowMs: options.nowMs ?? 0,
      startedAtMs: 0,
      idleMs: options.idleMs ?? 0,
      watchedSinceMs: 0,
      isPausing: options.isPausing ?? false,
      memo: options.memo,
    },
  );
}

function event(reason: string, message: string, atMs = 0) {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e', namespace: 'weka' },
    involvedObject: { name: 'weka-prod' },
    reason,
    message,
    lastTimestamp: new Date(atMs).toISOString(),
  };
}

const half = [
  wekaContainer('drive-0', { image: NEW }),
  wekaContainer('drive-1'),
];

describe('weka-await-containers', () => {
  it('is done when every container runs the image', () => {
    const done = decide({
      containers: half.map(({ metadata }) =>
        wekaContainer(metadata.name, { image: NEW }),
      ),
    });
    expect(done.do).toBe('finish');
  });

  it('counts what runs the image, not what was told to', () => {
    const waiting = decide({
      containers: [wekaContainer('drive-0', { image: NEW, applied: OLD })],
    });
    expect(waiting).toMatchObject({
      do: 'wait',
      wait: { condition: { params: { applied: 0, total: 1 } } },
    });
  });

  it.each([
    ['never scheduled', { nodeAffinity: undefined }],
    ['being destroyed', { state: 'destroying' }],
  ])('leaves out a container that is %s', (_, options) => {
    const done = decide({
      containers: [
        wekaContainer('drive-0', { image: NEW }),
        wekaContainer('drive-1', options),
      ],
    });
    expect(done.do).toBe('finish');
  });

  it.each([
    ['WaitingForStabilize', 'weka-not-fully-protected', 'nobody-needed'],
    ['ClusterSizeThreshold', 'weka-too-few-active', 'platform-team'],
  ])('names the gate of %s as a legitimate wait', (reason, code, unblocks) => {
    expect(
      decide({ containers: half, events: [event(reason, 'not yet')] }),
    ).toMatchObject({
      do: 'wait',
      wait: {
        kind: 'operator-gate',
        why: { code, text: 'not yet' },
        unblocks: { kind: unblocks },
        atLimit: 'hold',
      },
    });
  });

  it('names the client that keeps a frontend from its image, for as long as it takes', () => {
    const kept = wekaContainer('s3-0', {
      mode: 's3',
      image: NEW,
      applied: OLD,
      conditions: [
        {
          type: 'ContainerImageUpdated',
          status: 'False',
          message: `cannot upgrade: pod trainer-0 on same node node-1 has different image ${OLD}`,
        },
      ],
    });
    const { memo } = decide({ containers: [kept] }) as any;
    expect(
      decide({ containers: [kept] }, { nowMs: 60 * MINUTE, memo }),
    ).toMatchObject({
      do: 'wait',
      wait: {
        kind: 'operator-gate',
        why: {
          code: 'weka-other-image-beside',
          text: 's3-0 keeps its image while trainer-0 runs another one on node-1: the Weka operator changes a frontend only when the others on its machine run the new image; move trainer-0 to another machine',
        },
        unblocks: { kind: 'platform-team' },
      },
    });
  });

  it('names the mounts that hold a container back', () => {
    const mounted = wekaContainer('s3-0', {
      image: NEW,
      applied: OLD,
      activeMounts: 3,
      conditions: [{ type: 'ContainerImageUpdated', status: 'False' }],
    });
    expect(decide({ containers: [mounted] })).toMatchObject({
      wait: { why: { text: 's3-0 still has active mounts: 3' } },
    });
  });

  it('stalls when nothing changes for ten minutes without a reason', () => {
    const first = decide({ containers: half });
    const memo = first.do === 'wait' ? first.memo : undefined;
    expect(
      decide({ containers: half }, { nowMs: 10 * MINUTE - 1, memo }).do,
    ).toBe('wait');
    expect(
      decide({ containers: half }, { nowMs: 10 * MINUTE, memo }),
    ).toMatchObject({ do: 'fail', failure: { kind: 'error' } });
  });

  it('does not stall while a gate holds, and begins to count when it is gone', () => {
    const first = decide({ containers: half });
    const memo = first.do === 'wait' ? first.memo : undefined;
    const gated = decide(
      {
        containers: half,
        events: [event('WaitingForStabilize', 'rebuild', 30 * MINUTE)],
      },
      { nowMs: 30 * MINUTE, memo },
    );
    expect(gated.do).toBe('wait');
    const later = gated.do === 'wait' ? gated.memo : undefined;
    expect(
      decide({ containers: half }, { nowMs: 39 * MINUTE, memo: later }).do,
    ).toBe('wait');
    expect(
      decide({ containers: half }, { nowMs: 40 * MINUTE, memo: later }).do,
    ).toBe('fail');
  });

  it('believes no gate of the cluster while a container is being replaced', () => {
    const replacing = wekaContainer('drive-0', { image: NEW, applied: OLD });
    expect(
      decide({
        containers: [replacing, half[1]],
        events: [event('WaitingForStabilize', 'before this one')],
      }),
    ).toMatchObject({ wait: { kind: 'rollout' } });
  });

  it('believes no gate of a container that runs its image', () => {
    const mounts = {
      ...event('ActiveMounts', 'drive-0 has mounts'),
      involvedObject: { name: 'drive-0' },
    };
    expect(decide({ containers: half, events: [mounts] })).toMatchObject({
      wait: { kind: 'rollout' },
    });
  });

  it('believes no old event', () => {
    const waiting = decide(
      {
        containers: half,
        events: [event('WaitingForStabilize', 'yesterday', 0)],
      },
      { nowMs: 6 * MINUTE },
    );
    expect(waiting).toMatchObject({ wait: { kind: 'rollout' } });
  });

  describe('a container in trouble', () => {
    const failing = [
      wekaContainer('drive-0', {
        image: NEW,
        applied: OLD,
        status: 'Error',
        conditions: [
          {
            type: 'PodCreated',
            status: 'False',
            message: 'pods "drive-0" already exists',
          },
        ],
      }),
      half[1],
    ];
    const memoOf = (decision: ReturnType<typeof decide>) =>
      decision.do === 'wait' ? decision.memo : undefined;

    it('is tried again by the operator: Error is named, and fails nothing at once', () => {
      expect(decide({ containers: failing })).toMatchObject({
        do: 'wait',
        wait: {
          kind: 'rollout',
          why: {
            code: 'weka-container-error',
            text: 'drive-0 reports Error (PodCreated: pods "drive-0" already exists), and the Weka operator tries again',
          },
          unblocks: { kind: 'platform-team' },
        },
      });
    });

    it('fails once it has lasted, whatever the operator reports in between', () => {
      const begun = decide({ containers: failing });
      const starting = [
        wekaContainer('drive-0', {
          image: NEW,
          applied: OLD,
          status: 'PodNotRunning',
        }),
        half[1],
      ];
      const between = decide(
        { containers: starting },
        { nowMs: 5 * MINUTE, memo: memoOf(begun) },
      );
      const early = decide(
        { containers: failing },
        { nowMs: 10 * MINUTE - 1, memo: memoOf(between) },
      );
      expect(early.do).toBe('wait');
      expect(
        decide(
          { containers: failing },
          { nowMs: 10 * MINUTE, memo: memoOf(early) },
        ),
      ).toMatchObject({
        do: 'fail',
        failure: {
          kind: 'measured',
          object: { kind: 'WekaContainer', name: 'drive-0' },
          cause: { code: 'weka-container-error' },
        },
      });
    });

    it('begins anew after the container came to its image', () => {
      const begun = decide({ containers: failing });
      const healed = decide(
        { containers: half },
        { nowMs: 9 * MINUTE, memo: memoOf(begun) },
      );
      expect(
        decide(
          { containers: failing },
          { nowMs: 11 * MINUTE, memo: memoOf(healed) },
        ).do,
      ).toBe('wait');
    });

    it.each<[string, object, string, string]>([
      [
        'an image that can not be pulled',
        {
          containerStatuses: [
            {
              state: {
                waiting: { reason: 'ImagePullBackOff', message: 'not found' },
              },
            },
          ],
        },
        'weka-image-not-pulled',
        "the image of drive-0 can't be pulled: ImagePullBackOff (not found)",
      ],
      [
        'a pod that crashes',
        {
          containerStatuses: [
            { state: { waiting: { reason: 'CrashLoopBackOff' } } },
          ],
        },
        'weka-pod-not-starting',
        "the pod of drive-0 doesn't start: CrashLoopBackOff",
      ],
      [
        'a pod without a machine',
        {
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: '0/6 nodes are available',
            },
          ],
        },
        'weka-pod-not-scheduled',
        'the pod of drive-0 finds no machine: 0/6 nodes are available',
      ],
    ])('names %s by its reason', (_, status, code, text) => {
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { namespace: 'weka', name: 'drive-0' },
        status,
      };
      const replacing = [
        wekaContainer('drive-0', { image: NEW, applied: OLD }),
        half[1],
      ];
      expect(decide({ containers: replacing, pods: [pod] })).toMatchObject({
        wait: { why: { code, text } },
      });
    });

    it('sees no trouble in a pod that is just being made', () => {
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { namespace: 'weka', name: 'drive-0' },
        status: {
          containerStatuses: [
            { state: { waiting: { reason: 'ContainerCreating' } } },
          ],
        },
      };
      const replacing = [
        wekaContainer('drive-0', { image: NEW, applied: OLD }),
      ];
      expect(decide({ containers: replacing, pods: [pod] })).toMatchObject({
        wait: { why: { code: 'weka-one-at-a-time' } },
      });
    });
  });

  describe('when a pause is asked for', () => {
    const pausing = { isPausing: true };
    const paused = (by?: string) => ({
      ...wekaCluster({ image: NEW, overrides: { upgradePaused: true } }),
      metadata: {
        name: 'weka-prod',
        namespace: 'weka',
        ...(by && { annotations: { [ANNOTATION_PAUSED_BY]: by } }),
      },
    });
    const resting = [wekaContainer('drive-0', { image: NEW }), half[1]];

    it('pauses the operator, with the mark of the upgrade', () => {
      expect(decide({ containers: resting }, pausing)).toMatchObject({
        do: 'act',
        action: {
          metadata: { annotations: { [ANNOTATION_PAUSED_BY]: 'u-1' } },
          spec: { overrides: { upgradePaused: true } },
        },
        // The step may have waited beyond its limit, which is no failure.
        then: { atLimit: 'hold' },
      });
    });

    it('lets the container that was begun be finished first, of whatever phase', () => {
      const told = wekaContainer('compute-0', {
        mode: 'compute',
        image: NEW,
        applied: OLD,
      });
      const waiting = decide(
        { cluster: paused('u-1'), containers: resting, backends: [told] },
        pausing,
      );
      expect(waiting).toMatchObject({
        do: 'wait',
        wait: { condition: { text: expect.stringContaining('compute-0') } },
      });
      expect(waiting).not.toMatchObject({ wait: { isSuspended: true } });
    });

    it.each([
      ['this upgrade', 'u-1', 'weka-operator-held'],
      ['somebody else', undefined, 'weka-operator-held-by-others'],
      ['an earlier upgrade', 'u-0', 'weka-operator-held-by-others'],
    ])(
      'is held once the operator is paused by %s and no container is under way',
      (_, by, code) => {
        expect(
          decide({ cluster: paused(by), containers: resting }, pausing),
        ).toMatchObject({
          do: 'wait',
          wait: { isSuspended: true, atLimit: 'hold', why: { code } },
        });
      },
    );

    it('is held also when its own containers are done: the operator would go on to the next phase', () => {
      const done = [wekaContainer('drive-0', { image: NEW })];
      expect(decide({ containers: done }, pausing)).toMatchObject({
        do: 'act',
        effect: { code: 'weka-pause' },
      });
      expect(
        decide({ cluster: paused('u-1'), containers: done }, pausing),
      ).toMatchObject({ do: 'wait', wait: { isSuspended: true } });
    });

    it('lets the operator go on afterwards, before anything else', () => {
      const done = [wekaContainer('drive-0', { image: NEW })];
      for (const containers of [resting, done]) {
        expect(decide({ cluster: paused('u-1'), containers })).toMatchObject({
          do: 'act',
          action: {
            metadata: { annotations: { [ANNOTATION_PAUSED_BY]: null } },
            spec: { overrides: { upgradePaused: null } },
          },
        });
      }
    });

    it('leaves a pause of somebody else alone, and names it', () => {
      expect(decide({ cluster: paused(), containers: resting })).toMatchObject({
        do: 'wait',
        wait: {
          why: { code: 'weka-upgrade-paused' },
          unblocks: { kind: 'platform-team' },
        },
      });
    });

    it('counts no pause as a stall, even if the moment of its end was lost', () => {
      const first = decide({ containers: resting });
      const memo = first.do === 'wait' ? first.memo : undefined;
      const after = { nowMs: 60 * MINUTE, memo, idleMs: 51 * MINUTE };
      expect(decide({ containers: resting }, after).do).toBe('wait');
      expect(
        decide({ containers: resting }, { ...after, nowMs: 61 * MINUTE }).do,
      ).toBe('fail');
    });
  });
});
