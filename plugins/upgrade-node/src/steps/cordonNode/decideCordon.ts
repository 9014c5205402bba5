import { Message } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, StepDecision } from '../../step/defineStep';
import { awaiting, awaitingWrite, finish } from '../decisions';
import { isNodeCordoned, isNodeReady, nodeRef } from '../nodes';
import { cordonNodeInput } from './cordonNodeInput';

type Input = z.output<typeof cordonNodeInput>;

/**
 * What `cordon-node` looks at.
 *
 * @internal
 */
export interface SeenNodes {
  node: KubeObject | undefined;
  /** Nodes of the group, the node itself included; empty when no limit is set. */
  group: KubeObject[];
}

/** Names listed in a sentence before it says "and n more". */
const MAX_NAMED = 5;

/**
 * Pure decision of `cordon-node`.
 *
 * @internal
 */
export function decideCordon(
  { node, group }: SeenNodes,
  { input }: DecisionFacts<Input>,
): StepDecision<{ resourceVersion: string }> {
  if (!node) {
    return finish('node-gone', `Node ${input.node} left the cluster`);
  }
  if (isNodeCordoned(node)) {
    return finish('node-cordoned', `Node ${input.node} takes no new pods`);
  }
  const out = outOfService(group, input.node);
  // A node that is out of service already disturbs nobody by being cordoned, and must not wait for
  // itself to recover.
  if (
    input.maxUnavailable !== undefined &&
    isNodeReady(node) &&
    out.length >= input.maxUnavailable
  ) {
    return { do: 'wait', wait: awaitingTurn(input, input.maxUnavailable, out) };
  }
  return {
    do: 'act',
    action: { resourceVersion: node.metadata.resourceVersion! },
    object: nodeRef(input.node),
    effect: {
      code: 'cordon-node',
      params: { node: input.node },
      text: `Cordons node ${input.node}`,
    },
    then: awaitingWrite('node', nodeRef(input.node), {
      code: 'node-cordoned',
      text: `Node ${input.node} takes no new pods`,
    }),
  };
}

function outOfService(group: readonly KubeObject[], except: string): string[] {
  return group
    .filter(
      node =>
        node.metadata.name !== except &&
        (!isNodeReady(node) || isNodeCordoned(node)),
    )
    .map(
      node =>
        `${node.metadata.name} (${isNodeReady(node) ? 'cordoned' : 'not ready'})`,
    )
    .sort();
}

function awaitingTurn(input: Input, maxUnavailable: number, out: string[]) {
  const named = out.slice(0, MAX_NAMED).join(', ');
  const more =
    out.length > MAX_NAMED ? ` and ${out.length - MAX_NAMED} more` : '';
  const condition: Message = {
    code: 'node-may-be-disturbed',
    params: { maxUnavailable },
    text: `Fewer than ${maxUnavailable} other ${
      maxUnavailable === 1 ? 'node is' : 'nodes are'
    } out of service`,
  };
  return awaiting({
    kind: 'node',
    object: nodeRef(input.node),
    condition,
    why: {
      code: 'too-many-nodes-unavailable',
      params: { unavailable: out.length, maxUnavailable },
      text: `Out of service: ${named}${more}; at most ${maxUnavailable} may be`,
    },
    unblocks: { kind: 'operator' },
  });
}
