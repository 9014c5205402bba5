import { counted } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { readObjects } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { isApiError } from '../../ports/ClusterApiError';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, StepDecision } from '../../step/defineStep';
import { StepContext } from '../../step/StepHandler';
import { awaiting, finish } from '../decisions';
import { right } from '../rights';
import { avoidNodesInput } from './avoidNodesInput';

type Input = z.output<typeof avoidNodesInput>;

/** How long one effect goes on writing; what is left then is for the next look, which lists all nodes anew. */
const MAX_WRITING_MS = 30_000;

/** @internal */
export const NODE_RIGHTS = [right(resourceTypes.nodes, ['list', 'patch'])];

/** @internal */
export interface SeenNodes {
  nodes: readonly KubeObject[];
  upgradeId: string;
}

/** @internal */
export async function observeNodes(
  context: StepContext<Input>,
): Promise<SeenNodes> {
  return {
    nodes: await readObjects(context, resourceTypes.nodes, {}),
    upgradeId: context.identity.upgradeId,
  };
}

/**
 * Pure decision about the taint of many nodes. A node that left the cluster needs none.
 *
 * @internal
 */
export function decideTaints(
  { nodes }: SeenNodes,
  { input }: DecisionFacts<Input>,
  change: {
    /** Whether a node is to be changed yet. */
    isLeft: (node: KubeObject) => boolean;
    code: string;
    done: (count: string) => string;
    effect: (count: string) => string;
  },
): StepDecision<readonly KubeObject[]> {
  const wanted = new Set(input.nodes);
  const left = nodes.filter(
    node => wanted.has(node.metadata.name) && change.isLeft(node),
  );
  if (left.length === 0) {
    return finish(
      change.code,
      change.done(counted(input.nodes.length, 'node')),
    );
  }
  return {
    do: 'act',
    action: left,
    effect: {
      code: change.code,
      params: { nodes: left.length },
      text: change.effect(counted(left.length, 'node')),
    },
    then: awaiting({
      kind: 'node',
      condition: {
        code: change.code,
        text: change.done(counted(input.nodes.length, 'node')),
      },
      why: {
        code: 'some-left',
        params: { left: left.length },
        text: `${counted(left.length, 'node')} ${left.length === 1 ? 'is' : 'are'} being written`,
      },
    }),
  };
}

/**
 * Changes nodes, one after the other and for a while. One that changed since it was looked at is left for the
 * next look, and one that left the cluster needs nothing.
 *
 * @internal
 */
export async function patchNodes(
  nodes: readonly KubeObject[],
  { cluster, clock, identity, signal }: StepContext<Input>,
  patchFor: (node: KubeObject, upgradeId: string) => object,
): Promise<void> {
  const untilMs = clock.now() + MAX_WRITING_MS;
  for (const node of nodes) {
    if (clock.now() >= untilMs) {
      return;
    }
    try {
      await cluster.patch(
        resourceTypes.nodes,
        { name: node.metadata.name },
        'merge',
        patchFor(node, identity.upgradeId),
        { signal },
      );
    } catch (error) {
      if (!isApiError(error, 404) && !isApiError(error, 409)) {
        throw error;
      }
    }
  }
}
