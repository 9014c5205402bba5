import { defineCheck } from '../../driver/defineCheck';
import { DriverCheck } from '../../driver/UpgradeDriver';

/**
 * One question each. Objects that are fine need no finding of their own.
 *
 * @internal
 */
export const checks: readonly DriverCheck[] = [
  defineCheck({
    id: 'nodes-ready',
    title: 'All nodes are ready',
    group: 'health',
    answer({ inventory }) {
      const down = inventory.nodes.filter(({ isReady }) => !isReady);
      if (down.length === 0) {
        return [
          {
            status: 'pass',
            observed: `${inventory.nodes.length} of ${inventory.nodes.length} nodes are ready`,
            needed: 'every node',
          },
        ];
      }
      return down.map(({ name }) => ({
        about: name,
        status: 'soft-block',
        observed: `Node ${name} is not ready`,
        needed: 'ready, so that its agent can be replaced',
        objects: [{ apiVersion: 'v1', kind: 'Node', name }],
        remedy: `Bring node ${name} back, or take it out of the cluster`,
      }));
    },
  }),
];
