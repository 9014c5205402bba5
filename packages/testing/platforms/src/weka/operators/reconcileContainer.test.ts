import {
  NOW_MS,
  patchedStatus,
  withoutStatus,
  wordedWrites,
} from '@cluster-upgrade/cluster-simulator/testUtils';
import { Pod } from '@cluster-upgrade/cluster-simulator/operatorKit';
import {
  containerWith,
  NEW,
  OLD,
  podOf,
  secondsAgo,
  timing,
} from './__testUtils__/wekaObjects';
import { reconcileContainer } from './reconcileContainer';
import { WekaContainer } from './wekaObjects';

const look = (
  container: WekaContainer,
  pod: Pod | undefined,
  neighbours: Pod[] = [],
) => reconcileContainer({ container, pod, neighbours, timing, nowMs: NOW_MS });

const asked = (traits: Parameters<typeof containerWith>[1] = {}) =>
  containerWith('drive-0', { image: NEW, applied: OLD, ...traits });

describe('reconcileContainer', () => {
  const cases: Array<
    [string, WekaContainer, Pod | undefined, string[], string | undefined]
  > = [
    [
      'leaves one alone that runs its image',
      containerWith('drive-0'),
      podOf(OLD),
      [],
      undefined,
    ],
    [
      'replaces a pod of another image',
      asked(),
      podOf(OLD),
      ['delete Pod drive-0'],
      'PodTerminating',
    ],
    [
      'waits for the old pod to go',
      asked(),
      podOf(OLD, { isStopping: true, spec: podOf(OLD).spec }),
      [],
      'PodTerminating',
    ],
    [
      'makes the new pod',
      asked({ status: 'PodTerminating' }),
      undefined,
      ['create Pod drive-0'],
      'PodNotRunning',
    ],
    [
      'tells that the pod runs',
      asked({ status: 'PodNotRunning' }),
      podOf(NEW, { isReady: false, spec: podOf(NEW).spec }),
      [],
      'PodRunning',
    ],
    [
      'tells that a running one has lost its pod',
      containerWith('drive-0'),
      podOf(OLD, { isReady: false, spec: podOf(OLD).spec }),
      [],
      'Unhealthy',
    ],
    [
      'joins only after a while',
      asked({ status: 'PodNotRunning' }),
      podOf(NEW),
      [],
      'PodRunning',
    ],
    [
      'runs once it joined',
      asked({
        status: 'PodRunning',
        timestamps: { PodRunning: secondsAgo(5) },
      }),
      podOf(NEW),
      [],
      'Running',
    ],
    [
      'leaves a manual one to people',
      asked({ spec: { upgradePolicyType: 'manual' } }),
      podOf(OLD),
      [],
      undefined,
    ],
    [
      'does nothing for one that is destroyed',
      asked({ spec: { state: 'destroying' } }),
      undefined,
      [],
      undefined,
    ],
  ];
  it.each(cases)('%s', (_, container, pod, expected, status) => {
    const { writes } = look(container, pod);
    expect(wordedWrites(withoutStatus(writes))).toEqual(expected);
    expect(patchedStatus(writes)?.status).toBe(status);
  });

  it('counts the image as applied when the new pod has joined, not before', () => {
    const joining = look(asked({ status: 'PodNotRunning' }), podOf(NEW));
    expect(patchedStatus(joining.writes).lastAppliedImage).toBeUndefined();
    expect(joining.requeueAfterMs).toBe(5_000);
    const joined = look(
      asked({
        status: 'PodRunning',
        timestamps: { PodRunning: secondsAgo(5) },
      }),
      podOf(NEW),
    );
    expect(patchedStatus(joined.writes)).toMatchObject({
      lastAppliedImage: NEW,
      timestamps: { ImageReplaced: secondsAgo(0) },
    });
  });

  it('keeps a pod while something is mounted through it, and says so', () => {
    const outcome = look(asked({ mounts: 2 }), podOf(OLD));
    expect(withoutStatus(outcome.writes)).toEqual([]);
    expect(outcome).toMatchObject({
      events: [{ reason: 'ActiveMounts' }],
      requeueAfterMs: 30_000,
    });
    expect(patchedStatus(outcome.writes).conditions).toMatchObject([
      { type: 'ContainerImageUpdated', status: 'False' },
    ]);
  });

  it.each([
    ['after they had time to let go', {}, 0],
    [
      'never while they hold on',
      { annotations: { 'simulator.cluster-upgrade.io/mounts-held': 'true' } },
      undefined,
    ],
  ])('counts no mounts %s', (_, traits, mounts) => {
    const { writes } = look(
      asked({
        mounts: 2,
        timestamps: { StoppingAttempt: secondsAgo(30) },
        ...traits,
      }),
      podOf(OLD),
    );
    expect(patchedStatus(writes).stats?.activeMounts).toBe(mounts);
  });

  it('asks nobody to let go when told to force it', () => {
    const { writes } = look(
      asked({ mounts: 2, spec: { upgradePolicyType: 'all-at-once-force' } }),
      podOf(OLD),
    );
    expect(wordedWrites(withoutStatus(writes))).toEqual(['delete Pod drive-0']);
  });

  const beside = (image: string) =>
    podOf(image, { name: 'trainer-0', spec: podOf(image).spec });

  it.each([
    ['another image', 's3', beside(OLD), {}, []],
    ['its image', 's3', beside(NEW), {}, ['delete Pod drive-0']],
    [
      'another image, with hot upgrade',
      's3',
      beside(OLD),
      { allowHotUpgrade: true },
      ['delete Pod drive-0'],
    ],
    [
      'another image, and is no frontend',
      'drive',
      beside(OLD),
      {},
      ['delete Pod drive-0'],
    ],
  ])(
    'looks at frontends beside it: one runs %s',
    (_, mode, neighbour, spec, expected) => {
      const { writes } = look(asked({ mode, spec }), podOf(OLD), [neighbour]);
      expect(wordedWrites(withoutStatus(writes))).toEqual(expected);
    },
  );

  it('says which pod it waits for in the words of the real operator', () => {
    const { writes } = look(asked({ mode: 's3' }), podOf(OLD), [beside(OLD)]);
    expect(patchedStatus(writes).conditions).toMatchObject([
      {
        type: 'ContainerImageUpdated',
        status: 'False',
        message: `cannot upgrade: pod trainer-0 on same node node-1 has different image ${OLD}`,
      },
    ]);
  });
});
