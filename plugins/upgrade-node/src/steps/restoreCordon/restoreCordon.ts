import { SnapshotObject } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { ANNOTATION_CORDONED_BY } from '../../cluster/changeAnnotations';
import { readObject } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, defineStep, StepDecision } from '../../step/defineStep';
import { awaitingWrite, finish } from '../decisions';
import { isNodeCordoned, nodeRef } from '../nodes';
import { right } from '../rights';
import { snapshotMissing } from '../snapshotMissing';
import { restoreCordonInput } from './restoreCordonInput';

const POINTER = '/spec/unschedulable';

/**
 * What `restore-cordon` looks at.
 *
 * @internal
 */
export interface SeenCordon {
  node: KubeObject | undefined;
  saved: SnapshotObject | undefined;
  upgradeId: string;
}

/**
 * `restore-cordon`: a node takes new pods again exactly if it did before the upgrade. One that someone
 * else cordoned during the upgrade stays cordoned.
 *
 * @public
 */
export const restoreCordon = defineStep({
  kind: 'restore-cordon',
  input: restoreCordonInput,
  rights: () => [right(resourceTypes.nodes, ['get', 'patch'])],
  writes: ({ node }) => [nodeRef(node)],
  needsSnapshot: ({ node }) => [{ object: nodeRef(node), pointers: [POINTER] }],
  async observe(context): Promise<SeenCordon> {
    const { node: name } = context.input;
    return {
      node: await readObject(context, resourceTypes.nodes, { name }),
      saved: context.snapshotOf(nodeRef(name)),
      upgradeId: context.identity.upgradeId,
    };
  },
  decide: decideRestoreCordon,
  async act({ isCordoned }, context) {
    await context.cluster.patch(
      resourceTypes.nodes,
      { name: context.input.node },
      'merge',
      {
        metadata: { annotations: { [ANNOTATION_CORDONED_BY]: null } },
        spec: { unschedulable: isCordoned ? true : null },
      },
      { signal: context.signal },
    );
  },
});

/**
 * Pure decision of `restore-cordon`.
 *
 * @internal
 */
export function decideRestoreCordon(
  { node, saved, upgradeId }: SeenCordon,
  { input }: DecisionFacts<z.output<typeof restoreCordonInput>>,
): StepDecision<{ isCordoned: boolean }> {
  const name = input.node;
  if (!node) {
    return finish('node-gone', `Node ${name} left the cluster`);
  }
  if (!saved || (saved.existed && !(POINTER in saved.values))) {
    return { do: 'fail', failure: snapshotMissing(nodeRef(name), POINTER) };
  }
  const wasCordoned = saved.existed && saved.values[POINTER] === true;
  const isOurs =
    node.metadata.annotations?.[ANNOTATION_CORDONED_BY] === upgradeId;
  const isCordoned = isNodeCordoned(node);
  if (isCordoned && !wasCordoned && !isOurs) {
    return finish(
      'cordoned-by-another',
      `Node ${name} was cordoned by someone else meanwhile and stays so`,
    );
  }
  if (isCordoned === wasCordoned && !isOurs) {
    return finish('cordon-restored', stateText(name, wasCordoned));
  }
  return {
    do: 'act',
    action: { isCordoned: wasCordoned },
    object: nodeRef(name),
    effect: {
      code: wasCordoned ? 'keep-cordoned' : 'uncordon-node',
      params: { node: name },
      text: wasCordoned
        ? `Leaves node ${name} cordoned, as it was before the upgrade`
        : `Uncordons node ${name}`,
    },
    then: awaitingWrite('node', nodeRef(name), {
      code: 'cordon-restored',
      text: stateText(name, wasCordoned),
    }),
  };
}

function stateText(name: string, isCordoned: boolean): string {
  return isCordoned
    ? `Node ${name} is cordoned, as it was before the upgrade`
    : `Node ${name} takes new pods, as it did before the upgrade`;
}
