import { z } from 'zod';
import { readObject, readObjects } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { ClusterApiError, isApiError } from '../../ports/ClusterApiError';
import { isNamespaceTerminating } from '../../step/apiRefusal';
import { defineStep } from '../../step/defineStep';
import { StepContext } from '../../step/StepHandler';
import { markCordoned } from '../cordonNode/cordonNode';
import { nodeRef } from '../../workloads/nodes';
import { right } from '../rights';
import { classifyPods } from './classifyPods';
import { decideDrain, EvictedPod, SeenDrain } from './decideDrain';
import { drainNodeInput } from './drainNodeInput';
import { budgetOf } from './podDisruption';

/**
 * `drain-node`: nothing that has to leave runs on a cordoned node any more.
 *
 * Pods go through the eviction API only, each named by its uid, a few per pass, those of lower priority
 * first. Pods of the kubelet and of DaemonSets stay. A budget that allows nothing is waited for, in its
 * own figures; two budgets on one pod are a mistake that never passes. A node that someone uncordoned
 * meanwhile is cordoned again.
 *
 * @public
 */
export const drainNode = defineStep({
  kind: 'drain-node',
  input: drainNodeInput,
  rights: () => [
    right(resourceTypes.nodes, ['get', 'patch']),
    right(resourceTypes.pods, ['list']),
    right(resourceTypes.pods, ['create'], { subresource: 'eviction' }),
    right(resourceTypes.daemonSets, ['list']),
    right(resourceTypes.podDisruptionBudgets, ['list']),
  ],
  writes: ({ node }) => [nodeRef(node)],
  // What is lost with which pods comes and goes with them: the step's disruption says how bad it is.
  agreedInput: ({ unmanagedPods: _, emptyDirPods: __, ...input }) => input,
  observe,
  decide: decideDrain,
  act: (action, context) =>
    action.kind === 'cordon'
      ? markCordoned(context.input.node, action.resourceVersion, context)
      : evictAll(action.pods, context, context.input.gracePeriodSeconds),
});

async function observe(
  context: StepContext<z.output<typeof drainNodeInput>>,
): Promise<SeenDrain> {
  const { node: name } = context.input;
  const [node, pods, daemonSets] = await Promise.all([
    readObject(context, resourceTypes.nodes, { name }),
    readObjects(context, resourceTypes.pods, {
      fieldSelector: `spec.nodeName=${name}`,
    }),
    readObjects(context, resourceTypes.daemonSets),
  ]);
  const namesOfDaemonSets = daemonSets.map(
    ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
  );
  const { toEvict } = classifyPods(
    pods,
    new Set(namesOfDaemonSets),
    context.input,
  );
  // While pods are only ending, no budget is asked: most looks at a node need none.
  const budgets =
    toEvict.length > 0
      ? await readObjects(context, resourceTypes.podDisruptionBudgets)
      : [];
  return {
    node,
    pods,
    budgets: budgets.map(budgetOf),
    daemonSets: namesOfDaemonSets,
  };
}

/**
 * Asks for each eviction once. What was refused for now is thrown at the end, so that one application's
 * budget doesn't hold the others' pods and the refusal is still seen.
 */
async function evictAll(
  pods: readonly EvictedPod[],
  { cluster, signal }: Pick<StepContext, 'cluster' | 'signal'>,
  gracePeriodSeconds: number | undefined,
): Promise<void> {
  let refusal: ClusterApiError | undefined;
  for (const pod of pods) {
    try {
      await cluster.evict(pod, { gracePeriodSeconds, signal });
    } catch (error) {
      // Gone, or another pod of the same name by now: this one has left.
      if (isApiError(error, 404) || isApiError(error, 409)) {
        continue;
      }
      if (!isRefusedForNow(error)) {
        throw error;
      }
      refusal ??= error;
    }
  }
  if (refusal) {
    throw refusal;
  }
}

function isRefusedForNow(error: unknown): error is ClusterApiError {
  return (
    isApiError(error, 429) ||
    (isApiError(error, 403) && isNamespaceTerminating(error))
  );
}
