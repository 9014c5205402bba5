import {
  NEW,
  OLD,
  wekaCluster,
  wekaContainer,
} from '../../__fixtures__/wekaObjects';
import { awaitContainersInput } from './awaitContainersInput';
import { decideAwaitContainers, SeenContainers } from './decideAwaitContainers';

const MINUTE = 60_000;
const input = awaitContainersInput.parse({
  namespace: 'weka',
  cluster: 'weka-prod',
  modes: ['drive'],
  image: NEW,
  title: 'drive containers',
});

function decide(
  seen: Partial<SeenContainers>,
  options: { nowMs?: number; memo?: any } = {},
) {
  return decideAwaitContainers(
    {
      cluster: wekaCluster({ image: NEW }),
      containers: [],
      events: [],
      ...seen,
    },
    {
      input,
      nowMs: options.nowMs ?? 0,
      startedAtMs: 0,
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

  it('names the mounts that hold a container back', () => {
    const mounted = wekaContainer('s3-0', {
      image: NEW,
      applied: OLD,
      activeMounts: 3,
      conditions: [{ type: 'ContainerImageUpdated', status: 'False' }],
    });
    expect(decide({ containers: [mounted] })).toMatchObject({
      wait: { why: { text: 's3-0 still has 3 active mounts' } },
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
      { nowMs: 5 * MINUTE },
    );
    expect(waiting).toMatchObject({ wait: { kind: 'rollout' } });
  });

  it('fails with the container that reports an error', () => {
    expect(
      decide({
        containers: [wekaContainer('drive-0', { status: 'Error' }), half[1]],
      }),
    ).toMatchObject({
      do: 'fail',
      failure: { kind: 'measured', object: { name: 'drive-0' } },
    });
  });
});
