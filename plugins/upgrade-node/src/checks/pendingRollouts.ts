import { readObjects } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { objectRefOf } from '../cluster/objectRefOf';
import { DriverCheck } from '../driver/UpgradeDriver';
import { KubeObject } from '../ports/KubeObject';
import { workloadCounts } from '../workloads/workloads';
import { answersOrPass, CheckAnswer, defineCheck } from './defineCheck';

const NEEDED = 'Every workload on its latest template';

/**
 * Is something else being rolled out at this moment?
 *
 * @param where - the namespace of the platform's own Deployments, and the label that applications carry
 * @public
 */
export function pendingRollouts(where: {
  namespace: string;
  applicationLabel: string;
}): DriverCheck {
  const ofApplications = { labelSelector: where.applicationLabel };
  return defineCheck({
    id: 'pending-rollouts',
    title: 'Nothing else is being rolled out',
    group: 'health',
    async answer(input) {
      const [platform, ...applications] = await Promise.all([
        readObjects(input, resourceTypes.deployments, {
          namespace: where.namespace,
        }),
        readObjects(input, resourceTypes.deployments, ofApplications),
        readObjects(input, resourceTypes.statefulSets, ofApplications),
      ]);
      return rolloutAnswers(platform, applications.flat());
    },
  });
}

/** @internal */
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
  return answersOrPass(answers, {
    observed: `${platform.length + applications.length} workloads run their latest template`,
    needed: NEEDED,
  });
}

function isRollingOut(workload: KubeObject): boolean {
  const { desired, isObserved } = workloadCounts(workload);
  return !isObserved || (workload.status?.updatedReplicas ?? 0) < desired;
}

function rollingOut(
  workload: KubeObject,
  status: 'soft-block' | 'warning',
): CheckAnswer {
  const object = objectRefOf(workload);
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
