import { z } from 'zod';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, StepDecision } from '../../step/defineStep';
import { awaitingWrite, finish } from '../decisions';
import { isNodeCordoned, nodeRef } from '../../workloads/nodes';
import { cordonNodeInput } from './cordonNodeInput';

type Input = z.output<typeof cordonNodeInput>;

/**
 * Pure decision of `cordon-node`.
 *
 * @internal
 */
export function decideCordon(
  node: KubeObject | undefined,
  { input }: DecisionFacts<Input>,
): StepDecision<{ resourceVersion: string }> {
  if (!node) {
    return finish('node-gone', `Node ${input.node} left the cluster`);
  }
  if (isNodeCordoned(node)) {
    return finish('node-cordoned', `Node ${input.node} takes no new pods`);
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
