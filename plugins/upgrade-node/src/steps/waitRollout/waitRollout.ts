import { selectorText } from '../../cluster/labelSelector';
import { readObject, readObjects } from '../../cluster/readObject';
import { keyOf, resourceTypeOf } from '../../cluster/resourceTypeOf';
import { resourceTypes } from '../../cluster/resourceTypes';
import { isApiError } from '../../ports/ClusterApiError';
import { defineStep } from '../../step/defineStep';
import { right } from '../rights';
import { decideRollout } from './decideRollout';
import { rolloutState } from './rolloutState';
import { waitRolloutInput } from './waitRolloutInput';

/**
 * `wait-rollout`: all instances of a workload run its present template and are available, by the rules
 * of `kubectl rollout status`.
 *
 * A Deployment's `ProgressDeadlineExceeded` is shown as the reason and nothing more: Kubernetes goes on
 * trying, and the step has a limit of its own. A StatefulSet that waits for a broken old pod is helped
 * by deleting that pod.
 *
 * @public
 */
export const waitRollout = defineStep({
  kind: 'wait-rollout',
  input: waitRolloutInput,
  rights: ({ object, stuckPod }) => [
    right(resourceTypeOf(object), ['get'], { namespace: object.namespace }),
    right(
      resourceTypes.pods,
      object.kind === 'StatefulSet' && stuckPod === 'delete'
        ? ['list', 'delete']
        : ['list'],
      { namespace: object.namespace },
    ),
  ],
  async observe(context) {
    const { object } = context.input;
    const workload = await readObject(
      context,
      resourceTypeOf(object),
      keyOf(object),
    );
    if (!workload || rolloutState(workload).isComplete) {
      return { workload, pods: [] };
    }
    const pods = await readObjects(context, resourceTypes.pods, {
      namespace: object.namespace,
      labelSelector: selectorText(workload.spec.selector),
    });
    return { workload, pods };
  },
  decide: decideRollout,
  async act({ name, uid }, context) {
    const { namespace } = context.input.object;
    try {
      await context.cluster.delete(
        resourceTypes.pods,
        { namespace, name },
        { uid, signal: context.signal },
      );
    } catch (error) {
      // Gone already, or replaced by another pod of the same name: both are what was wanted.
      if (!isApiError(error, 404) && !isApiError(error, 409)) {
        throw error;
      }
    }
  },
});
