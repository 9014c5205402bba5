import { defineStep } from '../../step/defineStep';
import { nodeRef } from '../../workloads/nodes';
import { avoidNodesInput } from './avoidNodesInput';
import { avoidPatch, isAvoided } from './avoidTaint';
import {
  decideTaints,
  NODE_RIGHTS,
  observeNodes,
  patchNodes,
} from './decideTaints';

/**
 * `avoid-nodes`: pods that are moved prefer other nodes than these, as long as there is room elsewhere.
 * `restore-cordon` takes that away from a node whose turn is over.
 *
 * @public
 */
export const avoidNodes = defineStep({
  kind: 'avoid-nodes',
  input: avoidNodesInput,
  rights: () => NODE_RIGHTS,
  writes: ({ nodes }) => nodes.map(nodeRef),
  agreedInput: ({ nodes }) => ({ nodes: [...nodes].sort() }),
  observe: observeNodes,
  decide: (seen, facts) =>
    decideTaints(seen, facts, {
      isLeft: node => !isAvoided(node, seen.upgradeId),
      code: 'nodes-avoided',
      done: count =>
        `Pods that move avoid ${count} whose turn is to come, where there is room`,
      effect: count =>
        `Has pods avoid ${count} whose turn is to come, where there is room`,
    }),
  act: (nodes, context) => patchNodes(nodes, context, avoidPatch),
});
