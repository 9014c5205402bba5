import { wekaCheck } from './wekaCheck';

/** A cordoned node with mounts through its frontend blocks the end of that frontend's pod. */
export const nodesReady = wekaCheck({
  id: 'weka-nodes-ready',
  title: 'Nodes are ready and not cordoned',
  group: 'health',
  answer({ inventory }) {
    const bad = inventory.nodes.filter(
      node => !node.isReady || node.isCordoned,
    );
    return {
      status: bad.length ? 'soft-block' : 'pass',
      observed: bad.length
        ? bad
            .map(
              node =>
                `${node.name} is ${node.isReady ? 'cordoned' : 'not ready'}`,
            )
            .join(', ')
        : `all ${inventory.nodes.length} nodes`,
      needed: 'every node ready and schedulable',
      objects: bad.map(node => ({
        apiVersion: 'v1',
        kind: 'Node',
        name: node.name,
      })),
      remedy: bad.length ? 'Repair or uncordon them.' : undefined,
    };
  },
});
