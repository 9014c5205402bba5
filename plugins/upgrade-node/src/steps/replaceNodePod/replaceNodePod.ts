import { z } from 'zod';
import { selectorText } from '../../cluster/labelSelector';
import { readObject, readObjects } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { isApiError } from '../../ports/ClusterApiError';
import { KubeObject } from '../../ports/KubeObject';
import { defineStep } from '../../step/defineStep';
import { StepContext } from '../../step/StepHandler';
import { controllerOf } from '../../workloads/pods';
import { right } from '../rights';
import { decideReplacement, SeenNodePod } from './decideReplacement';
import { replaceNodePodInput } from './replaceNodePodInput';

/**
 * `replace-node-pod`: one node runs the pod that a DaemonSet's present template describes, and both are
 * ready. For DaemonSets with update strategy OnDelete, whose nodes are taken one by one; the way back is
 * the same step, after the template was restored.
 *
 * @public
 */
export const replaceNodePod = defineStep({
  kind: 'replace-node-pod',
  input: replaceNodePodInput,
  rights: ({ daemonSet: { namespace } }) => [
    right(resourceTypes.nodes, ['get']),
    right(resourceTypes.daemonSets, ['get'], { namespace }),
    right(resourceTypes.controllerRevisions, ['list'], { namespace }),
    right(resourceTypes.pods, ['list', 'delete'], { namespace }),
  ],
  observe,
  decide: decideReplacement,
  async act({ name, uid }, { input, cluster, signal }) {
    const { namespace } = input.daemonSet;
    try {
      await cluster.delete(
        resourceTypes.pods,
        { namespace, name },
        { uid, signal },
      );
    } catch (error) {
      // Gone already, or its name is another pod's by now: the next look tells.
      if (!isApiError(error, 404) && !isApiError(error, 409)) {
        throw error;
      }
    }
  },
});

async function observe(
  context: StepContext<z.output<typeof replaceNodePodInput>>,
): Promise<SeenNodePod> {
  const { node: nodeName, daemonSet: key } = context.input;
  const [node, daemonSet] = await Promise.all([
    readObject(context, resourceTypes.nodes, { name: nodeName }),
    readObject(context, resourceTypes.daemonSets, key),
  ]);
  if (!node || !daemonSet) {
    return { node, daemonSet, pods: [], revisionHash: undefined };
  }
  const labelSelector = selectorText(daemonSet.spec.selector);
  const [pods, revisions] = await Promise.all([
    readObjects(context, resourceTypes.pods, {
      namespace: key.namespace,
      labelSelector,
      fieldSelector: `spec.nodeName=${nodeName}`,
    }),
    readObjects(context, resourceTypes.controllerRevisions, {
      namespace: key.namespace,
      labelSelector,
    }),
  ]);
  const isItsOwn = (object: KubeObject) =>
    controllerOf(object)?.uid === daemonSet.metadata.uid;
  return {
    node,
    daemonSet,
    pods: pods.filter(isItsOwn),
    revisionHash: newestHash(revisions.filter(isItsOwn)),
  };
}

/** With OnDelete the status doesn't name the revision; its records do. */
function newestHash(revisions: readonly KubeObject[]): string | undefined {
  const [newest] = [...revisions].sort((a, b) => b.revision - a.revision);
  return newest?.metadata.labels?.['controller-revision-hash'];
}
