import fc from 'fast-check';
import { NOW_MS, objectWith, podWith, timeAgo } from '../../testUtils/objects';
import {
  patchedStatus,
  withoutStatus,
  wordedWrites,
} from '../../testUtils/wordedWrites';
import { Write } from '../../reconcile/writes';
import { ReplicaSet } from '../replicaset/reconcileReplicaSet';
import { Deployment, rollingLimits } from './Deployment';
import { reconcileDeployment } from './reconcileDeployment';

const template = (image: string) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'main', image }] },
});

function deploymentWith(
  spec: Partial<Deployment['spec']> = {},
  status: Deployment['status'] = {},
): Deployment {
  return objectWith('Deployment', 'web', {
    spec: {
      replicas: 4,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: { app: 'web' } },
      template: template('web:2'),
      ...spec,
    },
    status,
  }) as Deployment;
}

function replicaSetWith(
  name: string,
  image: string,
  replicas: number,
  traits: { available?: number; desired?: number; revision?: number } = {},
): ReplicaSet {
  const { available = replicas, desired = 4, revision = 1 } = traits;
  return objectWith('ReplicaSet', name, {
    metadata: {
      annotations: {
        'deployment.kubernetes.io/revision': `${revision}`,
        'deployment.kubernetes.io/desired-replicas': `${desired}`,
        'deployment.kubernetes.io/max-replicas': `${desired + 1}`,
      },
    },
    spec: {
      replicas,
      selector: {},
      template: {
        ...template(image),
        metadata: { labels: { app: 'web', 'pod-template-hash': name } },
      },
    },
    status: {
      replicas,
      readyReplicas: available,
      availableReplicas: available,
      observedGeneration: 1,
    },
  }) as ReplicaSet;
}

function look(
  deployment: Deployment,
  replicaSets: ReplicaSet[],
  podsOf: (replicaSet: ReplicaSet) => ReturnType<typeof podWith>[] = () => [],
) {
  return reconcileDeployment({
    deployment,
    replicaSets,
    podsOf,
    nowMs: NOW_MS,
  });
}

/** Only the sizes that a look asks for. */
function sizes(writes: readonly Write[]): string[] {
  return wordedWrites(writes).filter(text => text.startsWith('scale'));
}

describe('reconcileDeployment', () => {
  it('creates the replica set of a new template with as many replicas as surge allows', () => {
    const outcome = look(deploymentWith(), [replicaSetWith('old', 'web:1', 4)]);
    const created = outcome.writes[0];
    expect(created).toMatchObject({
      verb: 'create',
      object: {
        spec: { replicas: 1 },
        metadata: { annotations: { 'deployment.kubernetes.io/revision': '2' } },
      },
    });
    expect(patchedStatus(outcome.writes).conditions).toContainEqual(
      expect.objectContaining({
        type: 'Progressing',
        status: 'True',
        reason: 'NewReplicaSetCreated',
      }),
    );
  });

  it('counts a collision when another template already has the name', () => {
    const first = look(deploymentWith(), []).writes[0];
    const name = first.verb === 'create' ? first.object.metadata.name : '';
    const outcome = look(deploymentWith(), [
      replicaSetWith(name, 'other:1', 0),
    ]);
    expect(patchedStatus(outcome.writes).collisionCount).toBe(1);
    expect(withoutStatus(outcome.writes)).toEqual([]);
  });

  it.each([
    ['the new one grows first', [4, 4], [0, 0], ['scale new to 1']],
    [
      'nothing moves while the new pod is not available',
      [4, 4],
      [1, 0],
      ['scale old to 3'],
    ],
    [
      'an old pod goes for each new one that serves',
      [3, 3],
      [2, 2],
      ['scale old to 1'],
    ],
    ['unavailable old pods go first', [3, 1], [1, 1], ['scale new to 2']],
    ['it stops below the promise', [3, 3], [2, 0], []],
    ['the last step', [1, 1], [3, 3], ['scale new to 4']],
    ['the last old pods go', [1, 1], [4, 4], ['scale old to 0']],
  ])(
    'rolls: %s',
    (_title, [old, oldAvailable], [next, nextAvailable], expected) => {
      const { writes } = look(deploymentWith(), [
        replicaSetWith('old', 'web:1', old, { available: oldAvailable }),
        replicaSetWith('new', 'web:2', next, {
          available: nextAvailable,
          revision: 2,
        }),
      ]);
      expect(sizes(writes)).toEqual(expected);
    },
  );

  it('never leaves the promised room, whatever is available, and arrives', () => {
    const percent = fc.integer({ min: 0, max: 100 }).map(each => `${each}%`);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.oneof(percent, fc.integer({ min: 0, max: 5 })),
        fc.oneof(percent, fc.integer({ min: 0, max: 5 })),
        fc.infiniteStream(fc.boolean()),
        (replicas, maxSurge, maxUnavailable, coin) => {
          const deployment = deploymentWith({
            replicas,
            strategy: {
              type: 'RollingUpdate',
              rollingUpdate: { maxSurge, maxUnavailable },
            },
          });
          const limits = rollingLimits(deployment);
          const size = { old: replicas, new: 0 };
          const available = { old: replicas, new: 0 };
          for (let step = 0; step < 500; step += 1) {
            const sets = (['old', 'new'] as const).map(name =>
              replicaSetWith(
                name,
                name === 'old' ? 'web:1' : 'web:2',
                size[name],
                {
                  available: available[name],
                  desired: replicas,
                  revision: name === 'old' ? 1 : 2,
                },
              ),
            );
            for (const text of sizes(look(deployment, sets).writes)) {
              const [, name, , count] = text.split(' ');
              size[name as 'old' | 'new'] = Number(count);
            }
            expect(size.old + size.new).toBeLessThanOrEqual(
              replicas + limits.maxSurge,
            );
            available.old = Math.min(available.old, size.old);
            expect(available.old + available.new).toBeGreaterThanOrEqual(
              replicas - limits.maxUnavailable,
            );
            // Time passes: a new pod becomes available or does not, yet.
            if (available.new < size.new && coin.next().value) {
              available.new += 1;
            }
            if (size.old === 0 && available.new === replicas) {
              return;
            }
          }
          throw new Error('It never arrived');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives every replica set its share when it is scaled in the middle of a rollout', () => {
    const { writes } = look(deploymentWith({ replicas: 8 }), [
      replicaSetWith('old', 'web:1', 3),
      replicaSetWith('new', 'web:2', 2, { revision: 2, available: 1 }),
    ]);
    expect(sizes(writes)).toEqual(['scale old to 6', 'scale new to 4']);
  });

  it('does not move while it is paused, and says so', () => {
    const paused = look(deploymentWith({ paused: true }), [
      replicaSetWith('old', 'web:1', 4),
    ]);
    expect(withoutStatus(paused.writes)).toEqual([]);
    expect(patchedStatus(paused.writes).conditions).toContainEqual(
      expect.objectContaining({
        reason: 'DeploymentPaused',
        status: 'Unknown',
      }),
    );
  });

  it('recreates: the new pods start when no old pod is left', () => {
    const deployment = deploymentWith({ strategy: { type: 'Recreate' } });
    const running = look(deployment, [replicaSetWith('old', 'web:1', 4)]);
    expect(sizes(running.writes)).toEqual(['scale old to 0']);
    const gone = replicaSetWith('old', 'web:1', 0);
    const stopping = look(deployment, [gone], () => [
      podWith({ isStopping: true }),
    ]);
    expect(withoutStatus(stopping.writes)).toEqual([]);
    const empty = look(deployment, [gone]);
    expect(empty.writes[0]).toMatchObject({
      verb: 'create',
      object: { spec: { replicas: 4 } },
    });
  });

  it('says that a rollout is stuck once its deadline is over, and looks again by then', () => {
    const stuck = (seconds: number) =>
      look(
        deploymentWith(
          {},
          {
            updatedReplicas: 2,
            replicas: 5,
            readyReplicas: 3,
            availableReplicas: 3,
            conditions: [
              {
                type: 'Progressing',
                status: 'True',
                reason: 'ReplicaSetUpdated',
                lastUpdateTime: timeAgo(seconds),
              },
            ],
          },
        ),
        [
          replicaSetWith('old', 'web:1', 3),
          replicaSetWith('new', 'web:2', 2, { available: 0, revision: 2 }),
        ],
      );
    expect(stuck(590).requeueAfterMs).toBe(10_000);
    expect(patchedStatus(stuck(600).writes).conditions).toContainEqual(
      expect.objectContaining({
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: 'ReplicaSet "new" has timed out progressing.',
      }),
    );
  });

  it('forgets the oldest replica sets beyond the history limit, once it is complete', () => {
    const { writes } = look(deploymentWith({ revisionHistoryLimit: 1 }), [
      replicaSetWith('a', 'web:0', 0, { revision: 1 }),
      replicaSetWith('b', 'web:1', 0, { revision: 2 }),
      replicaSetWith('new', 'web:2', 4, { revision: 3 }),
    ]);
    expect(wordedWrites(writes)).toContain('delete ReplicaSet a');
    expect(wordedWrites(writes)).not.toContain('delete ReplicaSet b');
  });

  it('asks for nothing when there is nothing to do', () => {
    const sets = [replicaSetWith('new', 'web:2', 4)];
    const first = look(deploymentWith(), sets);
    const settled = {
      ...deploymentWith({}, patchedStatus(first.writes)),
      metadata: {
        ...deploymentWith().metadata,
        annotations: { 'deployment.kubernetes.io/revision': '1' },
      },
    };
    const second = look(settled, sets);
    expect(second.writes).toEqual([]);
  });
});
