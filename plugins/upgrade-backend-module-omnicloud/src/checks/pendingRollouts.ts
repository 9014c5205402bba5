import {
  KubeObject,
  readObjects,
  resourceTypes,
  workloadCounts,
  CheckAnswer,
  defineCheck,
} from '@cluster-upgrade/plugin-upgrade-node';
import { LABEL_APP, OMNI_NAMESPACE, refOf } from '../resources';

const NEEDED = 'Every workload on its latest template';

/** Is something else being rolled out at this moment? */
export const pendingRollouts = defineCheck({
  id: 'pending-rollouts',
  title: 'Nothing else is being rolled out',
  group: 'health',
  async answer(input) {
    const [platform, deployments, statefulSets] = await Promise.all([
      readObjects(input, resourceTypes.deployments, {
        namespace: OMNI_NAMESPACE,
      }),
      readObjects(input, resourceTypes.deployments, {
        labelSelector: LABEL_APP,
      }),
      readObjects(input, resourceTypes.statefulSets, {
        labelSelector: LABEL_APP,
      }),
    ]);
    return rolloutAnswers(platform, [...deployments, ...statefulSets]);
  },
});

/** Pure answer of the check. */
export function rolloutAnswers(
  platform: readonly KubeObject[],
  applications: readonly KubeObject[],
): CheckAnswer[] {
  const answers = [
    ...platform
      .filter(isRollingOut)
      .map(workload => rollingOut(workload, 'soft-block')),
    ...applications
      .filter(isRollingOut)
      .map(workload => rollingOut(workload, 'warning')),
  ];
  return answers.length > 0
    ? answers
    : [
        {
          status: 'pass',
          observed: `${platform.length + applications.length} workloads run their latest template`,
          needed: NEEDED,
        },
      ];
}

function isRollingOut(workload: KubeObject): boolean {
  const { desired, isObserved } = workloadCounts(workload);
  return !isObserved || (workload.status?.updatedReplicas ?? 0) < desired;
}

function rollingOut(
  workload: KubeObject,
  status: 'soft-block' | 'warning',
): CheckAnswer {
  const object = refOf(workload);
  const { desired } = workloadCounts(workload);
  return {
    about: `${object.namespace}/${object.name}`,
    status,
    observed: `${object.kind} ${object.namespace}/${object.name}: ${workload.status?.updatedReplicas ?? 0} of ${desired} instances have the latest template`,
    needed: NEEDED,
    objects: [object],
    remedy:
      'Let the rollout end, or take it back, so that what goes wrong later can be told from it.',
  };
}
