import { NOW_MS, objectWith, podWith } from '../../testUtils/objects';
import {
  patchedStatus,
  withoutStatus,
  wordedWrites,
} from '../../testUtils/wordedWrites';
import { Pod } from '../../objects/Pod';
import {
  ControllerRevision,
  syncRevision,
} from '../revisions/controllerRevisions';
import { reconcileStatefulSet } from './reconcileStatefulSet';
import { StatefulSet } from './StatefulSet';

const template = (image: string) => ({
  metadata: { labels: { app: 'db' } },
  spec: { containers: [{ name: 'main', image }] },
});

const statefulSet = (
  spec: Partial<StatefulSet['spec']> = {},
  status: StatefulSet['status'] = {},
): StatefulSet =>
  objectWith('StatefulSet', 'db', {
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'db' } },
      template: template('db:2'),
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { partition: 0 },
      },
      ...spec,
    },
    status,
  }) as StatefulSet;

const stored = (image: string, number: number): ControllerRevision => ({
  ...syncRevision(statefulSet({ template: template(image) }), [], 0).current,
  revision: number,
});
const before = stored('db:1', 1);
const after = stored('db:2', 2);

const pod = (ordinal: number, revision = after, traits: object = {}): Pod =>
  podWith({
    name: `db-${ordinal}`,
    labels: { app: 'db', 'controller-revision-hash': revision.metadata.name },
    ...traits,
  });

function look(owner: StatefulSet, pods: Pod[]) {
  return reconcileStatefulSet({
    statefulSet: owner,
    pods,
    revisions: [before, after],
    nowMs: NOW_MS,
  });
}

const words = (owner: StatefulSet, pods: Pod[]) =>
  wordedWrites(withoutStatus(look(owner, pods).writes));

const unready = { isReady: false };
const stopping = { isStopping: true };

describe('reconcileStatefulSet', () => {
  it.each<[string, Pod[], string[]]>([
    ['starts with the lowest ordinal', [], ['create Pod db-0']],
    ['goes on when that one serves', [pod(0)], ['create Pod db-1']],
    ['waits for one that does not', [pod(0, after, unready)], []],
    ['fills a gap before it goes on', [pod(0), pod(2)], ['create Pod db-1']],
    [
      'replaces a failed pod',
      [pod(0, after, { phase: 'Failed' })],
      ['delete Pod db-0'],
    ],
    [
      'takes surplus from the top',
      [pod(0), pod(1), pod(2), pod(3), pod(4)],
      ['delete Pod db-4'],
    ],
    [
      'waits for a surplus pod that is on its way out',
      [pod(0), pod(1), pod(2), pod(3), pod(4, after, stopping)],
      [],
    ],
    [
      'updates from the top',
      [pod(0, before), pod(1, before), pod(2, before)],
      ['delete Pod db-2'],
    ],
    [
      'waits for an updated pod to serve',
      [pod(0, before), pod(1, before), pod(2, after, unready)],
      [],
    ],
    [
      'does not recover by itself from a broken update',
      [pod(0), pod(1), pod(2, before, unready)],
      [],
    ],
  ])('%s', (_title, pods, expected) => {
    expect(words(statefulSet(), pods)).toEqual(expected);
  });

  it('holds ordinals below the partition at the current revision', () => {
    const owner = statefulSet(
      { updateStrategy: { rollingUpdate: { partition: 2 } } },
      { currentRevision: before.metadata.name },
    );
    expect(words(owner, [pod(0, before), pod(1, before), pod(2)])).toEqual([]);
    const [create] = look(owner, [pod(0, before), pod(2)]).writes;
    expect(
      create.verb === 'create' &&
        create.object.metadata.labels?.['controller-revision-hash'],
    ).toBe(before.metadata.name);
  });

  it('creates all at once in parallel', () => {
    expect(words(statefulSet({ podManagementPolicy: 'Parallel' }), [])).toEqual(
      ['create Pod db-0', 'create Pod db-1', 'create Pod db-2'],
    );
  });

  it('leaves old pods alone with OnDelete', () => {
    const owner = statefulSet({ updateStrategy: { type: 'OnDelete' } });
    expect(
      words(
        owner,
        [0, 1, 2].map(each => pod(each, before)),
      ),
    ).toEqual([]);
  });

  it('makes the update revision current once every pod has it and serves', () => {
    const status = {
      currentRevision: before.metadata.name,
      updateRevision: after.metadata.name,
    };
    const half = look(statefulSet({}, status), [
      pod(0, before),
      pod(1),
      pod(2),
    ]);
    expect(patchedStatus(half.writes)).toMatchObject({
      currentReplicas: 1,
      updatedReplicas: 2,
    });
    expect(patchedStatus(half.writes).currentRevision).toBeUndefined();
    const whole = look(statefulSet({}, status), [pod(0), pod(1), pod(2)]);
    expect(patchedStatus(whole.writes).currentRevision).toBe(
      after.metadata.name,
    );
  });
});
