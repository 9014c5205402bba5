import { demoConfig } from '@cluster-upgrade/portal';

/** One node in a hundred at once, as cautious people would choose. */
const NODES_PER_LANE = 100;

/** How many nodes of so many are upgraded at once. */
export function nodesAtOnce(nodes: number): number {
  return Math.max(1, Math.floor(nodes / NODES_PER_LANE));
}

/**
 * The demo's configuration, except that no threshold ends the upgrade while its page is measured: on a
 * machine that is busy with thousands of nodes pods come up late.
 */
export function benchConfig(nodes: number): Record<string, unknown> {
  const { upgrade } = demoConfig() as {
    upgrade: { strategies: { omnicloud: object } };
  };
  return {
    upgrade: {
      ...upgrade,
      strategies: {
        omnicloud: {
          ...upgrade.strategies.omnicloud,
          maxUnavailableNodes: nodesAtOnce(nodes),
          drainTimeout: { minutes: 10 },
        },
      },
      thresholds: {
        default: { maxFailures: 1, mustLast: { minutes: 10 }, action: 'warn' },
      },
    },
  };
}
