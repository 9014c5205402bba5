import { ANNOTATION_CORDONED_BY } from '../../cluster/changeAnnotations';
import { readObject, readObjects } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { defineStep } from '../../step/defineStep';
import { StepContext } from '../../step/StepHandler';
import { nodeRef } from '../nodes';
import { right } from '../rights';
import { cordonNodeInput } from './cordonNodeInput';
import { decideCordon } from './decideCordon';

/**
 * `cordon-node`: a node takes no new pods, and an annotation says which upgrade wanted it so. A node that
 * someone else cordoned stays theirs.
 *
 * Waits while `maxUnavailable` other nodes of the group are out of service, whoever caused it.
 *
 * @public
 */
export const cordonNode = defineStep({
  kind: 'cordon-node',
  input: cordonNodeInput,
  rights: ({ maxUnavailable }) => [
    right(
      resourceTypes.nodes,
      maxUnavailable === undefined
        ? ['get', 'patch']
        : ['get', 'list', 'patch'],
    ),
  ],
  writes: ({ node }) => [nodeRef(node)],
  async observe(context) {
    const { node: name, maxUnavailable, groupSelector } = context.input;
    const node = await readObject(context, resourceTypes.nodes, { name });
    const group =
      maxUnavailable === undefined
        ? []
        : await readObjects(context, resourceTypes.nodes, {
            labelSelector: groupSelector,
          });
    return { node, group };
  },
  decide: decideCordon,
  act: (_, context) => markCordoned(context.input.node, context),
});

/**
 * Cordons a node and says for which upgrade.
 *
 * @internal
 */
export async function markCordoned(
  node: string,
  context: Pick<StepContext, 'cluster' | 'identity' | 'signal'>,
): Promise<void> {
  await context.cluster.patch(
    resourceTypes.nodes,
    { name: node },
    'merge',
    {
      metadata: {
        annotations: { [ANNOTATION_CORDONED_BY]: context.identity.upgradeId },
      },
      spec: { unschedulable: true },
    },
    { signal: context.signal },
  );
}
