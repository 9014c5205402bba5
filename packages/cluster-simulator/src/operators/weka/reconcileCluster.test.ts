import { NOW_MS } from '../../__testUtils__/objects';
import {
  patchedStatus,
  withoutStatus,
  wordedWrites,
} from '../../__testUtils__/wordedWrites';
import {
  clusterWith,
  containerWith,
  NEW,
  OLD,
  timing,
  upgraded,
} from './__testUtils__/wekaObjects';
import { reconcileCluster } from './reconcileCluster';
import { WekaCluster, WekaContainer } from './wekaObjects';

const look = (containers: WekaContainer[], cluster = clusterWith()) =>
  reconcileCluster({ cluster, containers, timing, nowMs: NOW_MS });

const moves = (containers: WekaContainer[], cluster?: WekaCluster) =>
  wordedWrites(withoutStatus(look(containers, cluster).writes));

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
      'leaves out one that was never scheduled, and one that goes away',
      [
        containerWith('d-0', { nodeAffinity: undefined }),
        containerWith('d-1', { spec: { state: 'destroying' } }),
        containerWith('d-2'),
        containerWith('d-3'),
      ],
      clusterWith({ dynamicTemplate: { driveContainers: 4 } }),
      ['patch object of d-2'],
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
