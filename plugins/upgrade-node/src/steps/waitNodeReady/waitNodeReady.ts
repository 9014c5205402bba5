import { z } from 'zod';
import { readObject } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, defineStep, StepDecision } from '../../step/defineStep';
import { conditionOf } from '../../workloads/pods';
import { awaiting, finish } from '../decisions';
import { isNodeReady, nodeRef } from '../../workloads/nodes';
import { right } from '../rights';
import { waitNodeReadyInput } from './waitNodeReadyInput';

type Input = z.output<typeof waitNodeReadyInput>;

/**
 * `wait-node-ready`: a node is ready, with the wanted kubelet when one is named. A node that left the
 * cluster is waited for, because a machine that is installed anew comes back under its name.
 *
 * @public
 */
export const waitNodeReady = defineStep({
  kind: 'wait-node-ready',
  input: waitNodeReadyInput,
  rights: () => [right(resourceTypes.nodes, ['get'])],
  observe: context =>
    readObject(context, resourceTypes.nodes, { name: context.input.node }),
  decide: decideNodeReady,
});

/**
 * Pure decision of `wait-node-ready`.
 *
 * @internal
 */
export function decideNodeReady(
  node: KubeObject | undefined,
  { input }: DecisionFacts<Input>,
): StepDecision<never> {
  const why = whyNotReady(node, input);
  if (!why) {
    return finish('node-ready', `Node ${input.node} is ready`);
  }
  return {
    do: 'wait',
    wait: awaiting({
      kind: 'node',
      object: nodeRef(input.node),
      condition: {
        code: 'node-ready',
        text: input.kubeletVersion
          ? `Node ${input.node} is ready with kubelet ${input.kubeletVersion}`
          : `Node ${input.node} is ready`,
      },
      why,
      unblocks: { kind: 'platform-team' },
    }),
  };
}

function whyNotReady(node: KubeObject | undefined, { kubeletVersion }: Input) {
  if (!node) {
    return { code: 'node-gone', text: 'The cluster has no node of this name' };
  }
  if (!isNodeReady(node)) {
    const ready = conditionOf(node, 'Ready');
    return {
      code: 'node-not-ready',
      text: ready?.message ?? 'The node has not reported that it is ready',
    };
  }
  const version = node.status?.nodeInfo?.kubeletVersion;
  return kubeletVersion !== undefined && version !== kubeletVersion
    ? {
        code: 'kubelet-version-differs',
        params: { version: version ?? 'unknown' },
        text: `Its kubelet is ${version ?? 'of unknown version'}`,
      }
    : undefined;
}
