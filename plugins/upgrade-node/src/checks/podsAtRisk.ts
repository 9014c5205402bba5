import { counted } from '@cluster-upgrade/plugin-upgrade-common';
import { readObjects } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { KubeObject } from '../ports/KubeObject';
import { isUnmanaged, keepsDataOnNode } from '../workloads/drainedPods';
import { podRef } from '../workloads/pods';
import { CheckAnswer, answersOrPass, defineCheck } from './defineCheck';

/**
 * What would a drain lose for good? Accepting the finding is the consent to lose it.
 *
 * @public
 */
export const podsAtRisk = defineCheck({
  id: 'pods-at-risk',
  title: 'Draining loses nothing for good',
  group: 'backup',
  answer: async input =>
    riskAnswers(await readObjects(input, resourceTypes.pods)),
});

/** @internal */
export function riskAnswers(pods: readonly KubeObject[]): CheckAnswer[] {
  const onNodes = pods.filter(pod => pod.spec?.nodeName);
  const answers = [
    ...riskAnswer('unmanaged', onNodes.filter(isUnmanaged), {
      loses: 'would not be created again by anybody',
      needed: 'Every pod has a controller that creates it again elsewhere',
      remedy:
        'Ask their owners to delete them or to put them under a Deployment. Accepting this means that they are evicted and gone.',
    }),
    ...riskAnswer('empty-dir', onNodes.filter(keepsDataOnNode), {
      loses: 'would lose the data of their emptyDir volumes',
      needed: 'No pod keeps data on a node that is drained',
      remedy:
        'Ask their owners whether the data can be lost. Accepting this means that it is.',
    }),
  ];
  return answersOrPass(answers, {
    observed: 'Every pod has a controller, and none keeps data on its node',
    needed: 'Nothing that a drain would lose',
  });
}

function riskAnswer(
  about: string,
  pods: readonly KubeObject[],
  texts: { loses: string; needed: string; remedy: string },
): CheckAnswer[] {
  if (pods.length === 0) {
    return [];
  }
  const names = pods
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
    .sort();
  return [
    {
      about,
      status: 'soft-block',
      observed: `${counted(pods.length, 'pod')} ${texts.loses}: ${names.join(', ')}`,
      needed: texts.needed,
      objects: pods.map(podRef),
      remedy: texts.remedy,
    },
  ];
}
