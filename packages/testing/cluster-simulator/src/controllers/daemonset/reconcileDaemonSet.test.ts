import { NOW_MS, nodeWith, objectWith, podWith } from '../../testUtils/objects';
import {
  patchedStatus,
  withoutStatus,
  wordedWrites,
} from '../../testUtils/wordedWrites';
import { Node } from '../../objects/Node';
import { Pod } from '../../objects/Pod';
import {
  ControllerRevision,
  syncRevision,
} from '../revisions/controllerRevisions';
import { DaemonSet } from './DaemonSet';
import { reconcileDaemonSet } from './reconcileDaemonSet';

const daemonSet = (spec: Partial<DaemonSet['spec']> = {}): DaemonSet =>
  objectWith('DaemonSet', 'agent', {
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      template: {
        metadata: { labels: { app: 'agent' } },
        spec: { containers: [{ name: 'main', image: 'agent:2' }] },
      },
      ...spec,
    },
  }) as DaemonSet;

const current = syncRevision(daemonSet(), [], 0).current;
const hash = current.metadata.labels!['controller-revision-hash'];

const agent = (name: string, node: string, traits: object = {}): Pod =>
  podWith({
    name,
    node,
    labels: { app: 'agent', 'controller-revision-hash': hash },
    ...traits,
  });
const old = { labels: { app: 'agent', 'controller-revision-hash': 'old' } };

function look(
  owner: DaemonSet,
  nodes: Node[],
  pods: Pod[],
  revisions: ControllerRevision[] = [current],
) {
  return reconcileDaemonSet({
    daemonSet: owner,
    nodes,
    pods,
    revisions,
    nowMs: NOW_MS,
  });
}

describe('reconcileDaemonSet', () => {
  it.each<[string, Node, string[]]>([
    ['a free node', nodeWith('a'), ['create Pod agent-*']],
    [
      'a cordoned node, because daemons tolerate it',
      nodeWith('a', {
        isCordoned: true,
        taints: [
          { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
        ],
      }),
      ['create Pod agent-*'],
    ],
    [
      'a node with a taint that it does not tolerate',
      nodeWith('a', { taints: [{ key: 'gpu', effect: 'NoSchedule' }] }),
      [],
    ],
  ])('decides on %s', (_title, node, expected) => {
    const { writes } = look(daemonSet(), [node], []);
    expect(wordedWrites(withoutStatus(writes))).toEqual(expected);
  });

  it('pins each pod to its node', () => {
    const { writes } = look(daemonSet(), [nodeWith('a')], []);
    const [create] = writes;
    expect(create.verb === 'create' && create.object.spec.affinity).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchFields: [
                { key: 'metadata.name', operator: 'In', values: ['a'] },
              ],
            },
          ],
        },
      },
    });
  });

  it('stores a revision of a new template first', () => {
    const { writes } = look(daemonSet(), [], [], []);
    expect(wordedWrites(writes)[0]).toBe(
      `create ControllerRevision agent-${hash}`,
    );
  });

  it('waits for a pod that is on its way out before it starts the next one there', () => {
    const { writes } = look(
      daemonSet(),
      [nodeWith('a')],
      [agent('x', 'a', { isStopping: true })],
    );
    expect(withoutStatus(writes)).toEqual([]);
  });

  it('leaves pods on nodes that are gone to the garbage collector, but for those that never began', () => {
    const pinned = {
      nodeName: undefined,
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              {
                matchFields: [
                  { key: 'metadata.name', operator: 'In', values: ['gone'] },
                ],
              },
            ],
          },
        },
      },
    };
    const { writes } = look(
      daemonSet(),
      [],
      [agent('ran', 'gone'), agent('waits', 'gone', { spec: pinned })],
    );
    expect(wordedWrites(withoutStatus(writes))).toEqual(['delete Pod waits']);
  });

  it('replaces failed pods and keeps the oldest of duplicates', () => {
    const { writes } = look(
      daemonSet(),
      [nodeWith('a'), nodeWith('b')],
      [
        agent('failed', 'a', { phase: 'Failed' }),
        agent('first', 'b'),
        agent('second', 'b'),
      ],
    );
    expect(wordedWrites(withoutStatus(writes))).toEqual([
      'delete Pod failed',
      'delete Pod second',
    ]);
  });

  it('rolls one node after the other', () => {
    const nodes = ['a', 'b', 'c'].map(name => nodeWith(name));
    const step = (pods: Pod[]) =>
      wordedWrites(withoutStatus(look(daemonSet(), nodes, pods).writes));
    expect(
      step([agent('x', 'a', old), agent('y', 'b', old), agent('z', 'c', old)]),
    ).toEqual(['delete Pod x']);
    expect(
      step([
        agent('x2', 'a', { isReady: false }),
        agent('y', 'b', old),
        agent('z', 'c', old),
      ]),
    ).toEqual([]);
    expect(
      step([agent('x2', 'a'), agent('y', 'b', old), agent('z', 'c', old)]),
    ).toEqual(['delete Pod y']);
  });

  it('replaces an old pod that serves nobody at once', () => {
    const { writes } = look(
      daemonSet(),
      [nodeWith('a'), nodeWith('b')],
      [
        agent('x', 'a', { isReady: false }),
        agent('y', 'b', { ...old, isReady: false }),
      ],
    );
    expect(wordedWrites(withoutStatus(writes))).toEqual(['delete Pod y']);
  });

  it('leaves old pods alone with OnDelete, and tells how many are updated', () => {
    const { writes } = look(
      daemonSet({ updateStrategy: { type: 'OnDelete' } }),
      [nodeWith('a'), nodeWith('b')],
      [agent('x', 'a', old), agent('y', 'b', { isReady: false })],
    );
    expect(withoutStatus(writes)).toEqual([]);
    expect(patchedStatus(writes)).toMatchObject({
      desiredNumberScheduled: 2,
      currentNumberScheduled: 2,
      updatedNumberScheduled: 1,
      numberReady: 1,
      numberAvailable: 1,
      numberUnavailable: 1,
    });
  });
});
