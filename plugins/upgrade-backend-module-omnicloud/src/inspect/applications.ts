import {
  ApplicationInfo,
  ApplicationPriority,
  BudgetInfo,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  KubeObject,
  matchesLabels,
  workloadCounts,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  ANNOTATION_PRIORITY,
  ANNOTATION_THRESHOLD,
  LABEL_APP,
  refOf,
} from '../resources';
import { ClusterObjects } from './readCluster';
import { compareText } from '../compareText';

const PRIORITIES: readonly ApplicationPriority[] = [
  'critical',
  'normal',
  'non-critical',
];

/** The applications on the platform, by id. */
export function applicationInfos(
  objects: ClusterObjects,
  unknowns: string[],
): ApplicationInfo[] {
  return applicationWorkloads(objects)
    .map(workload => applicationInfo(workload, unknowns))
    .sort((left, right) => compareText(left.id, right.id));
}

/** The disruption budgets, each with the applications whose pods it covers. */
export function budgetInfos(objects: ClusterObjects): BudgetInfo[] {
  const workloads = applicationWorkloads(objects);
  return objects.budgets.map(budget => {
    const { namespace = '', name } = budget.metadata;
    return {
      namespace,
      name,
      applicationIds: workloads
        .filter(
          workload =>
            workload.metadata.namespace === namespace &&
            matchesLabels(
              budget.spec?.selector,
              workload.spec.template.metadata?.labels,
            ),
        )
        .map(applicationId)
        .sort(compareText),
      disruptionsAllowed: budget.status?.disruptionsAllowed ?? 0,
      currentHealthy: budget.status?.currentHealthy ?? 0,
      desiredHealthy: budget.status?.desiredHealthy ?? 0,
      expectedPods: budget.status?.expectedPods ?? 0,
    };
  });
}

export function applicationId({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function applicationWorkloads(objects: ClusterObjects): KubeObject[] {
  return [
    ...objects.applicationDeployments,
    ...objects.applicationStatefulSets,
  ];
}

function applicationInfo(
  workload: KubeObject,
  unknowns: string[],
): ApplicationInfo {
  const { name, labels = {}, annotations = {} } = workload.metadata;
  const id = applicationId(workload);
  const { desired, ready } = workloadCounts(workload);
  const threshold = annotations[ANNOTATION_THRESHOLD];
  return {
    id,
    title: labels[LABEL_APP] || name,
    object: refOf(workload),
    podLabels: workload.spec.selector?.matchLabels ?? {},
    priority: priorityOf(id, annotations[ANNOTATION_PRIORITY], unknowns),
    desired,
    ready,
    ...(threshold !== undefined && {
      thresholdAnnotation: { name: ANNOTATION_THRESHOLD, value: threshold },
    }),
  };
}

function priorityOf(
  id: string,
  text: string | undefined,
  unknowns: string[],
): ApplicationPriority {
  const priority = PRIORITIES.find(candidate => candidate === text);
  if (text !== undefined && !priority) {
    unknowns.push(
      `${id}: annotation ${ANNOTATION_PRIORITY} is "${text}", which is none of ${PRIORITIES.join(', ')}; it counts as normal`,
    );
  }
  return priority ?? 'normal';
}
