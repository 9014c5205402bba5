import { ANNOTATION_CORDONED_BY } from '../../cluster/changeAnnotations';
import { readObject } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { isApiError } from '../../ports/ClusterApiError';
import { defineStep } from '../../step/defineStep';
import { StepContext } from '../../step/StepHandler';
import { nodeRef } from '../../workloads/nodes';
import { right } from '../rights';
import { cordonNodeInput } from './cordonNodeInput';
import { decideCordon } from './decideCordon';

/**
 * `cordon-node`: a node takes no new pods, and an annotation says which upgrade wanted it so. A node that
 * someone else cordoned stays theirs.
 *
 * Whether the node's turn has come is decided before: see `LaneAdmission`.
 *
 * @public
 */
export const cordonNode = defineStep({
  kind: 'cordon-node',
  input: cordonNodeInput,
  rights: () => [right(resourceTypes.nodes, ['get', 'patch'])],
  writes: ({ node }) => [nodeRef(node)],
  observe: context =>
    readObject(context, resourceTypes.nodes, { name: context.input.node }),
  decide: decideCordon,
  act: ({ resourceVersion }, context) =>
    markCordoned(context.input.node, resourceVersion, context),
});

/**
 * Cordons a node and says for which upgrade, if the node is still as it was seen: a cordon that somebody
 * else has set since is theirs. Where it is not, nothing is done, and the next look decides anew.
 *
 * @param seenVersion - `metadata.resourceVersion` of the node that was found uncordoned
 * @internal
 */
export async function markCordoned(
  node: string,
  seenVersion: string,
  context: Pick<StepContext, 'cluster' | 'identity' | 'signal'>,
): Promise<void> {
  const patch = {
    metadata: {
      resourceVersion: seenVersion,
      annotations: { [ANNOTATION_CORDONED_BY]: context.identity.upgradeId },
    },
    spec: { unschedulable: true },
  };
  await unlessChanged(
    context.cluster.patch(resourceTypes.nodes, { name: node }, 'merge', patch, {
      signal: context.signal,
    }),
  );
}

/**
 * A write that is bound to what was seen. That the object has changed since is no error.
 *
 * @internal
 */
export async function unlessChanged(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isApiError(error, 409)) {
      throw error;
    }
  }
}
