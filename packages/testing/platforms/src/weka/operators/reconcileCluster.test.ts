import {
  NOW_MS,
  objectWith,
  patchedStatus,
  withoutStatus,
  wordedWrites,
} from '@cluster-upgrade/cluster-simulator/testUtils';
import {
  clusterWith,
  containerWith,
  NEW,
  OLD,
  secondsAgo,
  timing,
  upgraded,
} from './__testUtils__/wekaObjects';
import { PRE_PULL_ANNOTATION, prePullName } from './imagePrePull';
import { reconcileCluster } from './reconcileCluster';
import {
  UPGRADE_PHASE_ANNOTATION,
  WekaCluster,
  WekaContainer,
  wekaResources,
} from './wekaObjects';

const look = (containers: WekaContainer[], cluster = clusterWith()) =>
  reconcileCluster({ cluster, containers, timing, nowMs: NOW_MS });

/** What it tells containers. */
const moves = (containers: WekaContainer[], cluster?: WekaCluster) =>
  wordedWrites(
    withoutStatus(look(containers, cluster).writes).filter(
      write =>
        write.verb === 'patch' &&
        write.resource.plural === wekaResources.containers.plural,
    ),
  );

/** The phase that Weka is told; undefined: nothing new. */
function phaseTold(containers: WekaContainer[], cluster = clusterWith()) {
  const told = look(containers, cluster).writes.find(
    write =>
      write.verb === 'patch' &&
      write.resource.plural === wekaResources.clusters.plural &&
      write.subresource === undefined,
  );
  return (told as any)?.body.metadata.annotations[UPGRADE_PHASE_ANNOTATION];
}

const inPhase = (phase: string, cluster = clusterWith()): WekaCluster => ({
  ...cluster,
  metadata: {
    ...cluster.metadata,
    annotations: { [UPGRADE_PHASE_ANNOTATION]: phase },
  },
});

const compute = (name: string) => containerWith(name, { mode: 'compute' });

describe('reconcileCluster', () => {
  const cases: Array<
    [string, WekaContainer[], WekaCluster | undefined, string[]]
  > = [
    [
      'takes the first drive container first',
      [compute('c-0'), containerWith('d-0'), containerWith('d-1')],
      undefined,
      ['patch object of d-0'],
    ],
    [
      'takes no second one while the first is on its way',
      [
        containerWith('d-0', {
          image: NEW,
          applied: OLD,
          status: 'PodRunning',
        }),
        containerWith('d-1'),
      ],
      undefined,
      [],
    ],
    [
      'takes no second one before the first runs, even if it applied its image',
      [
        containerWith('d-0', { image: NEW, status: 'Unhealthy' }),
        containerWith('d-1'),
      ],
      undefined,
      [],
    ],
    [
      'takes the next one when the first runs and data is protected',
      [upgraded('d-0'), containerWith('d-1')],
      undefined,
      ['patch object of d-1'],
    ],
    [
      'goes on with compute when all drives are done',
      [upgraded('d-0'), compute('c-0')],
      undefined,
      ['patch object of c-0'],
    ],
    [
      'takes s3 and nfs as one phase, last',
      [
        upgraded('d-0'),
        upgraded('c-0', 60, 'compute'),
        containerWith('n-0', { mode: 'nfs' }),
        containerWith('s-0', { mode: 's3' }),
      ],
      undefined,
      ['patch object of n-0'],
    ],
    [
      'never touches other modes',
      [upgraded('d-0'), containerWith('e-0', { mode: 'envoy' })],
      undefined,
      [],
    ],
    [
      'leaves out one that was never scheduled',
      [containerWith('d-0', { nodeAffinity: undefined }), containerWith('d-1')],
      undefined,
      ['patch object of d-1'],
    ],
    [
      'leaves out one of ten that goes away',
      [
        containerWith('d-0', { spec: { state: 'destroying' } }),
        ...Array.from({ length: 9 }, (_, index) =>
          containerWith(`d-${index + 1}`),
        ),
      ],
      undefined,
      ['patch object of d-1'],
    ],
    [
      'waits while more than a tenth goes away',
      [
        containerWith('d-0', { spec: { state: 'destroying' } }),
        containerWith('d-1'),
        containerWith('d-2'),
      ],
      undefined,
      [],
    ],
    [
      'stands still while paused',
      [containerWith('d-0')],
      clusterWith({ overrides: { upgradePaused: true } }),
      [],
    ],
    [
      'finishes drives when held before compute',
      [containerWith('d-0'), compute('c-0')],
      clusterWith({ overrides: { upgradePausePreCompute: true } }),
      ['patch object of d-0'],
    ],
    [
      'holds before compute when told',
      [upgraded('d-0'), compute('c-0')],
      clusterWith({ overrides: { upgradePausePreCompute: true } }),
      [],
    ],
  ];
  it.each(cases)('%s', (_, containers, cluster, expected) => {
    expect(moves(containers, cluster)).toEqual(expected);
  });

  it('opens the phase of the drives before it looks whether the first may be taken', () => {
    const gated = [upgraded('d-0', 5), containerWith('d-1')];
    expect(moves(gated)).toEqual([]);
    expect(phaseTold(gated)).toBe('drive');
    expect(phaseTold(gated, inPhase('drive'))).toBeUndefined();
    expect(phaseTold([upgraded('d-0'), compute('c-0')], inPhase('drive'))).toBe(
      'compute',
    );
  });

  it('leaves the phase open when the wish is taken back, and closes it only at the end', () => {
    const takenBack = inPhase('drive', clusterWith({ image: OLD }));
    expect(phaseTold([containerWith('d-0')], takenBack)).toBeUndefined();
    expect(phaseTold([upgraded('d-0')], inPhase('frontend'))).toBeNull();
  });

  it('makes one envoy beside each S3 frontend, and never tells one another image', () => {
    const s3 = containerWith('prod-s3-0', { mode: 's3', image: NEW });
    const made = look([upgraded('d-0'), s3]).writes.filter(
      ({ verb }) => verb === 'create',
    );
    expect(made).toMatchObject([
      {
        object: {
          metadata: {
            name: 'prod-envoy-0',
            labels: { 'weka.io/cluster-name': 'prod' },
          },
          spec: { mode: 'envoy', image: NEW, nodeAffinity: 'node-1' },
        },
      },
    ]);
    const envoy = containerWith('prod-envoy-0', { mode: 'envoy', image: OLD });
    const { writes } = look([upgraded('d-0'), s3, envoy]);
    expect(wordedWrites(withoutStatus(writes))).toEqual([]);
  });

  it('waits until the data is protected again, and says so', () => {
    expect(look([upgraded('d-0', 5), containerWith('d-1')])).toMatchObject({
      events: [{ reason: 'WaitingForStabilize' }],
      requeueAfterMs: 15_000,
    });
    expect(moves([upgraded('d-0', 5), containerWith('d-1')])).toEqual([]);
  });

  it.each([
    ['9 of 10 active', 9, ['patch object of d-00']],
    ['8 of 10 active', 8, []],
  ])('needs 90 %% of the template: %s', (_, active, expected) => {
    const containers = Array.from({ length: active }, (__, index) =>
      containerWith(`d-0${index}`),
    );
    const cluster = clusterWith({ dynamicTemplate: { driveContainers: 10 } });
    expect(moves(containers, cluster)).toEqual(expected);
    expect(
      look(containers, cluster).events?.map(({ reason }) => reason),
    ).toEqual(expected.length ? [] : ['ClusterSizeThreshold']);
  });

  it('reports the image as applied only after the last container', () => {
    const half = look([upgraded('d-0'), compute('c-0')]);
    expect(patchedStatus(half.writes).lastAppliedImage).toBeUndefined();
    const whole = look([upgraded('d-0'), upgraded('c-0', 60, 'compute')]);
    expect(patchedStatus(whole.writes).lastAppliedImage).toBe(NEW);
  });

  describe('with an operator that has images pulled ahead', () => {
    const cluster: WekaCluster = {
      ...clusterWith(),
      metadata: {
        ...clusterWith().metadata,
        annotations: { [PRE_PULL_ANNOTATION]: 'true' },
      },
    };
    const pulledBy = (numberReady?: number) =>
      reconcileCluster({
        cluster,
        containers: [containerWith('d-0')],
        timing,
        nowMs: NOW_MS,
        ...(numberReady !== undefined && {
          prePull: {
            ...objectWith('DaemonSet', prePullName(cluster)),
            status: { desiredNumberScheduled: 3, numberReady },
          } as any,
        }),
      });

    it.each([
      ['asks for it first', undefined, [`create ${prePullName(cluster)}`]],
      ['waits for every node', 2, []],
      ['goes on when all have it', 3, ['patch object of d-0']],
    ])('%s', (_, numberReady, expected) => {
      const { writes } = pulledBy(numberReady);
      const words = withoutStatus(writes).flatMap(write =>
        write.verb === 'create'
          ? [`create ${write.object.metadata.name}`]
          : wordedWrites([write]),
      );
      expect(words.filter(word => !word.includes('object of prod'))).toEqual(
        expected,
      );
    });
  });

  it('moves data for a while after the last container, as a real one does', () => {
    const whole = [upgraded('d-0'), upgraded('c-0', 60, 'compute')];
    const { writes, requeueAfterMs } = look(whole);
    expect(patchedStatus(writes).stats.clusterStatus).toBe('REDISTRIBUTING');
    expect(requeueAfterMs).toBe(timing.dataUpgradeMs);
    const finished = (seconds: number): WekaCluster => ({
      ...clusterWith(),
      status: {
        status: 'Ready',
        lastAppliedImage: NEW,
        timestamps: { UpgradeFinished: secondsAgo(seconds) },
      },
    });
    const statusAfter = (seconds: number) =>
      patchedStatus(look(whole, finished(seconds)).writes).stats.clusterStatus;
    expect(statusAfter(9)).toBe('REDISTRIBUTING');
    expect(statusAfter(10)).toBe('OK');
  });

  it('stays Ready throughout, and counts what is active', () => {
    const { writes } = look([
      containerWith('d-0', { image: NEW, applied: OLD, status: 'PodRunning' }),
      containerWith('d-1'),
    ]);
    expect(patchedStatus(writes)).toMatchObject({
      stats: {
        clusterStatus: 'REDISTRIBUTING',
        containers: {
          drive: { numContainers: { active: 1, created: 2, desired: 2 } },
        },
      },
    });
    expect(patchedStatus(writes).status).toBeUndefined();
  });
});
