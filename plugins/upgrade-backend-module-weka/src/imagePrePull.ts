import { listed } from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject, podProblem } from '@cluster-upgrade/plugin-upgrade-node';
import { OperatorGate } from './OperatorGate';

/** On the pods of the DaemonSets by which the operator has an image pulled, and in what for. */
const LABEL_APP = 'app';
const APP = 'weka-image-prepull';
const LABEL_OWNER = 'weka.io/prepull-owner-name';
const ANNOTATION_IMAGE = 'weka.io/prepull-target-image';

/** Selects them, in the namespace of the WekaCluster. */
export function prePullSelector(cluster: string): string {
  return `${LABEL_APP}=${APP},${LABEL_OWNER}=${cluster}`;
}

/**
 * Pure: an operator that pulls images ahead (`upgrade.imagePrePullEnabled` of its chart) replaces no container
 * before every node has the image. A pod of the pull runs as soon as its node has it.
 */
export function prePullGate(
  pods: readonly KubeObject[],
  image: string,
): OperatorGate[] {
  const pulls = pods.filter(
    ({ metadata }) => metadata.annotations?.[ANNOTATION_IMAGE] === image,
  );
  const open = pulls.filter(({ status }) => status?.phase !== 'Running');
  if (open.length === 0) {
    return [];
  }
  const [problem] = open.flatMap(pod => {
    const found = podProblem(pod);
    return found ? [`${nodeOf(pod)} (${found.reason}: ${found.detail})`] : [];
  });
  return [
    {
      needsPerson: problem !== undefined,
      why: {
        code: 'weka-image-prepull',
        params: { missing: open.length, nodes: pulls.length },
        text: problem
          ? `the Weka operator can't have the image pulled on ${problem}`
          : `the Weka operator has the image pulled first, and ${open.length} of ${pulls.length} nodes don't have it yet: ${listed(open.map(nodeOf).sort(), 3)}`,
      },
    },
  ];
}

function nodeOf({ metadata, spec }: KubeObject): string {
  return spec?.nodeName ?? metadata.name;
}
