import { objectRefOf } from '../cluster/objectRefOf';
import { readObjects } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { KubeObject } from '../ports/KubeObject';
import { nodeRef } from '../workloads/nodes';
import { CheckAnswer, answersOrPass, defineCheck } from './defineCheck';

/** Held by kured, which reboots nodes, on its own DaemonSet. */
const ANNOTATION_KURED_LOCK = 'weave.works/kured-node-lock';

/** Put on nodes that an autoscaler is about to take away. */
const AUTOSCALER_TAINTS: Record<string, string> = {
  ToBeDeletedByClusterAutoscaler: 'the cluster autoscaler',
  DeletionCandidateOfClusterAutoscaler: 'the cluster autoscaler',
  'karpenter.sh/disrupted': 'Karpenter',
};

/**
 * Does somebody else drain, reboot or remove nodes at this moment?
 *
 * @public
 */
export const conflictingControllers = defineCheck({
  id: 'conflicting-controllers',
  title: 'Nobody else is working on the nodes',
  group: 'policy',
  async answer(input) {
    const [nodes, daemonSets] = await Promise.all([
      readObjects(input, resourceTypes.nodes),
      readObjects(input, resourceTypes.daemonSets),
    ]);
    return conflictAnswers(nodes, daemonSets);
  },
});

const NEEDED = 'No other program that takes nodes out of service';

/** @internal */
export function conflictAnswers(
  nodes: readonly KubeObject[],
  daemonSets: readonly KubeObject[],
): CheckAnswer[] {
  const answers = [
    ...nodes.flatMap(autoscalerAnswer),
    ...daemonSets.flatMap(kuredAnswer),
  ];
  return answersOrPass(answers, {
    observed: 'No lock of kured, and no node that an autoscaler removes',
    needed: NEEDED,
  });
}

function autoscalerAnswer(node: KubeObject): CheckAnswer[] {
  const taints: Array<{ key: string }> = node.spec?.taints ?? [];
  const taint = taints.find(({ key }) => key in AUTOSCALER_TAINTS);
  const { name } = node.metadata;
  return taint
    ? [
        {
          about: name,
          status: 'soft-block',
          observed: `${AUTOSCALER_TAINTS[taint.key]} is about to remove ${name}`,
          needed: NEEDED,
          objects: [nodeRef(name)],
          remedy: 'Wait until it is gone, or suspend the autoscaler.',
        },
      ]
    : [];
}

function kuredAnswer(daemonSet: KubeObject): CheckAnswer[] {
  const lock = daemonSet.metadata.annotations?.[ANNOTATION_KURED_LOCK];
  return lock
    ? [
        {
          about: 'kured',
          status: 'soft-block',
          observed: `kured holds its lock: ${holderOf(lock)}`,
          needed: NEEDED,
          objects: [objectRefOf(daemonSet)],
          remedy:
            'Wait until the reboot is over, and suspend kured for the time of the upgrade.',
        },
      ]
    : [];
}

function holderOf(lock: string): string {
  const node = /"nodeID"\s*:\s*"([^"]+)"/.exec(lock);
  return node ? `it is about to reboot ${node[1]}` : 'a reboot is due';
}
