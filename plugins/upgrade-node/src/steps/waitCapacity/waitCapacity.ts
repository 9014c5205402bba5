import { z } from 'zod';
import { readObjects } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, defineStep, StepDecision } from '../../step/defineStep';
import { awaiting, finish } from '../decisions';
import { isNodeCordoned, isNodeReady } from '../../workloads/nodes';
import { right } from '../rights';
import { waitCapacityInput } from './waitCapacityInput';

/**
 * `wait-capacity`: enough nodes are ready and take pods.
 *
 * @public
 */
export const waitCapacity = defineStep({
  kind: 'wait-capacity',
  input: waitCapacityInput,
  rights: () => [right(resourceTypes.nodes, ['list'])],
  observe: context =>
    readObjects(context, resourceTypes.nodes, {
      labelSelector: context.input.nodeSelector,
    }),
  decide: decideCapacity,
});

/**
 * Pure decision of `wait-capacity`.
 *
 * @internal
 */
export function decideCapacity(
  nodes: readonly KubeObject[],
  { input }: DecisionFacts<z.output<typeof waitCapacityInput>>,
): StepDecision<never> {
  const usable = nodes.filter(
    node => isNodeReady(node) && !isNodeCordoned(node),
  );
  const nodesText = (count: number) =>
    `${count} node${count === 1 ? '' : 's'}${
      input.nodeSelector ? ` with ${input.nodeSelector}` : ''
    }`;
  const condition = {
    code: 'capacity-there',
    params: { needed: input.nodes },
    text: `${nodesText(input.nodes)} ${input.nodes === 1 ? 'is' : 'are'} ready and open to pods`,
  };
  if (usable.length >= input.nodes) {
    return finish(
      condition.code,
      `${nodesText(usable.length)}, ready and open to pods`,
      { usable: usable.length, needed: input.nodes },
    );
  }
  const notReady = nodes.filter(node => !isNodeReady(node)).length;
  const cordoned = nodes.length - usable.length - notReady;
  return {
    do: 'wait',
    wait: awaiting({
      kind: 'capacity',
      condition,
      why: {
        code: 'capacity-missing',
        params: { present: nodes.length, usable: usable.length },
        text: `${nodesText(nodes.length)} so far: ${usable.length} usable, ${notReady} not ready, ${cordoned} cordoned`,
      },
      unblocks: { kind: 'platform-team' },
    }),
  };
}
