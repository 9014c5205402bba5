import { defineStep } from '../../step/defineStep';
import { nodeRef } from '../../workloads/nodes';
import { avoidNodesInput } from './avoidNodesInput';
import { isAvoided, stopAvoidingPatch } from './avoidTaint';
import {
  decideTaints,
  NODE_RIGHTS,
  observeNodes,
  patchNodes,
} from './decideTaints';

/**
 * `stop-avoiding-nodes`: takes away what `avoid-nodes` has put on nodes, where it still is.
 *
 * @public
 */
export const stopAvoidingNodes = defineStep({
  kind: 'stop-avoiding-nodes',
  input: avoidNodesInput,
  rights: () => NODE_RIGHTS,
  writes: ({ nodes }) => nodes.map(nodeRef),
  agreedInput: ({ nodes }) => ({ nodes: [...nodes].sort() }),
  observe: observeNodes,
  decide: (seen, facts) =>
    decideTaints(seen, facts, {
      isLeft: node => isAvoided(node, seen.upgradeId),
      code: 'nodes-not-avoided',
      done: count => `Pods may move to ${count} as before`,
      effect: count => `Lets pods move to ${count} as before`,
    }),
  act: (nodes, context) => patchNodes(nodes, context, stopAvoidingPatch),
});
