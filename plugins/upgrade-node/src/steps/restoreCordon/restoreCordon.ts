import { SnapshotObject } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { ANNOTATION_CORDONED_BY } from '../../cluster/changeAnnotations';
import { readObject } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, defineStep, StepDecision } from '../../step/defineStep';
import { awaitingWrite, finish } from '../decisions';
import { isAvoided, stopAvoidingPatch } from '../avoidNodes/avoidTaint';
import { unlessChanged } from '../cordonNode/cordonNode';
import { isNodeCordoned, nodeRef } from '../../workloads/nodes';
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

interface RestoreCordon {
  /** Of the node that was looked at: what somebody does meanwhile is theirs. */
  resourceVersion: string;
  isCordoned: boolean;
  /** Where `avoid-nodes` had pods prefer other nodes: that is over. */
  taints?: ReturnType<typeof stopAvoidingPatch>;
}

/**
 * `restore-cordon`: the upgrade's own cordon is taken away, and pods don't avoid the node any more. What
 * people do with their own cordons stays as they left it, before the upgrade and during it: one that they
 * set stays, and so does the end of one that they lifted.
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
  async act({ isCordoned, resourceVersion, taints }, context) {
    const write = context.cluster.patch(
      resourceTypes.nodes,
      { name: context.input.node },
      'merge',
      {
        metadata: {
          ...taints?.metadata,
          resourceVersion,
          annotations: { [ANNOTATION_CORDONED_BY]: null },
        },
        spec: { ...taints?.spec, unschedulable: isCordoned ? true : null },
      },
      { signal: context.signal },
    );
    await unlessChanged(write);
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
): StepDecision<RestoreCordon> {
  const name = input.node;
  if (!node) {
    return finish('node-gone', `Node ${name} left the cluster`);
  }
  if (!saved || (saved.existed && !(POINTER in saved.values))) {
    return { do: 'fail', failure: snapshotMissing(nodeRef(name), POINTER) };
  }
  const wasCordoned = saved.existed && saved.values[POINTER] === true;
  const cordonedBy = node.metadata.annotations?.[ANNOTATION_CORDONED_BY];
  // Only a node that took pods was cordoned by the upgrade, also where it did not take any before.
  const isOurs = cordonedBy === upgradeId;
  const isCordoned = isNodeCordoned(node);
  const taints = isAvoided(node, upgradeId)
    ? stopAvoidingPatch(node, upgradeId)
    : undefined;
  if (!isOurs && !taints) {
    return finish(...leftAsItIs(name, wasCordoned, isCordoned));
  }
  const staysCordoned = isCordoned && !isOurs;
  return {
    do: 'act',
    action: {
      isCordoned: staysCordoned,
      resourceVersion: node.metadata.resourceVersion!,
      ...(taints && { taints }),
    },
    object: nodeRef(name),
    effect: {
      code: staysCordoned ? 'keep-cordoned' : 'uncordon-node',
      params: { node: name },
      text: staysCordoned
        ? `Leaves node ${name} cordoned`
        : `Uncordons node ${name}`,
    },
    then: awaitingWrite('node', nodeRef(name), {
      code: 'cordon-restored',
      text: staysCordoned
        ? `Node ${name} is cordoned, as people want it`
        : `Node ${name} takes new pods`,
    }),
  };
}

/** Code and text about a node on which nothing of the upgrade's is left. */
function leftAsItIs(
  name: string,
  wasCordoned: boolean,
  isCordoned: boolean,
): [code: string, text: string] {
  if (isCordoned === wasCordoned) {
    return [
      'cordon-restored',
      isCordoned
        ? `Node ${name} is cordoned, as it was before the upgrade`
        : `Node ${name} takes new pods, as it did before the upgrade`,
    ];
  }
  return isCordoned
    ? [
        'cordoned-by-another',
        `Node ${name} was cordoned by someone else meanwhile and stays so`,
      ]
    : [
        'uncordoned-by-another',
        `Node ${name} was uncordoned by someone else meanwhile and stays so`,
      ];
}
