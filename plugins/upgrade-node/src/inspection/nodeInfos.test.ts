import { buildNode, buildPod } from '../testUtils/builders/objectBuilders';
import { nodeInfos, PlatformNode } from './nodeInfos';

const amounts = (cpu: string, memory: string) => ({
  resources: { requests: { cpu, memory } },
});
const nothing = { versions: [] };
const describeAs = (platformNode: PlatformNode) =>
  nodeInfos([buildNode('w-1')], [], () => platformNode)[0];

describe('nodeInfos', () => {
  it('tells whether a node is ready and takes pods, and where it is', () => {
    const nodes = nodeInfos(
      [
        buildNode('w-1', { isCordoned: true }),
        buildNode('w-2', {
          isReady: false,
          metadata: { labels: { 'topology.kubernetes.io/zone': 'z-1' } },
        }),
      ],
      [],
      () => nothing,
    );
    expect(nodes).toMatchObject([
      { name: 'w-1', uid: 'uid-of-w-1', isReady: true, isCordoned: true },
      { name: 'w-2', isReady: false, isCordoned: false, zone: 'z-1' },
    ]);
    expect(nodes[0]).not.toHaveProperty('zone');
  });

  it.each([
    [['v1'], 'v1'],
    [['v1', 'v1'], 'v1'],
    [['v1', 'v2'], undefined],
    [[], undefined],
  ])('with %j on it runs %s', (versions, version) => {
    expect(describeAs({ versions }).version).toBe(version);
  });

  it('has what only the driver knows', () => {
    expect(
      describeAs({ ...nothing, isSpare: true, pool: 'big' }),
    ).toMatchObject({ isSpare: true, pool: 'big' });
    expect(describeAs(nothing)).toMatchObject({ isSpare: false });
  });

  it('counts what a drain moves and what pods ask for, of its own pods', () => {
    const spec = {
      containers: [amounts('250m', '1Gi'), amounts('250m', '1Gi')],
      initContainers: [amounts('1', '1Mi')],
    };
    const [node] = nodeInfos(
      [
        buildNode('w-1', {
          status: { allocatable: { cpu: '4', memory: '8Gi' } },
        }),
      ],
      [
        buildPod('app', { spec }),
        buildPod('done', { spec, status: { phase: 'Succeeded' } }),
        buildPod('agent', { spec, owner: 'DaemonSet/agent' }),
        buildPod('elsewhere', { spec, node: 'w-2' }),
        buildPod('waiting', { spec: { ...spec, nodeName: undefined } }),
      ],
      (_, pods) => ({
        versions: [],
        pool: pods.map(({ metadata }) => metadata.name).join(),
      }),
    );
    expect(node).toMatchObject({
      pool: 'app,done,agent',
      movablePods: 1,
      allocatable: { cpuMillis: 4000, memoryBytes: 8 * 2 ** 30 },
      requested: { cpuMillis: 2000, memoryBytes: 4 * 2 ** 30 },
    });
  });
});
