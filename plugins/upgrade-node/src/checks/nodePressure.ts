import { counted } from '@cluster-upgrade/plugin-upgrade-common';
import { readObjects } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { KubeObject } from '../ports/KubeObject';
import { nodeRef } from '../workloads/nodes';
import { hasCondition } from '../workloads/pods';
import { answersOrPass, CheckAnswer, defineCheck } from './defineCheck';

/** Conditions by which a kubelet says that it evicts pods, and what it is short of. */
const PRESSURES: Record<string, string> = {
  DiskPressure: 'disk space',
  MemoryPressure: 'memory',
  PIDPressure: 'process ids',
};

const NEEDED = 'room for new images and pods on every node';

/**
 * Is a node so full that its kubelet evicts pods? An image that an upgrade brings would find no room there.
 *
 * @public
 */
export const nodePressure = defineCheck({
  id: 'node-pressure',
  title: 'Nodes have disk space and memory left',
  group: 'resources',
  answer: async input =>
    pressureAnswers(await readObjects(input, resourceTypes.nodes)),
});

/** @internal */
export function pressureAnswers(nodes: readonly KubeObject[]): CheckAnswer[] {
  const answers = nodes.flatMap((node): CheckAnswer[] => {
    const { name } = node.metadata;
    const short = Object.keys(PRESSURES).filter(type =>
      hasCondition(node, type),
    );
    return short.length === 0
      ? []
      : [
          {
            about: name,
            status: 'soft-block',
            observed: `${name} is short of ${short.map(type => PRESSURES[type]).join(' and ')} (${short.join(', ')})`,
            needed: NEEDED,
            objects: [nodeRef(name)],
            remedy:
              'Make room on the node: old images and logs first, or move pods away.',
          },
        ];
  });
  return answersOrPass(answers, {
    observed: `${counted(nodes.length, 'node')}, none under pressure`,
    needed: NEEDED,
  });
}
