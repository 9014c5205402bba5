import {
  ApplicationInfo,
  ApplicationPriority,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  applicationIdOf,
  KubeObject,
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

/** Workloads that run on the platform and are none of its own. */
export function applicationWorkloads(objects: ClusterObjects): KubeObject[] {
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
  const id = applicationIdOf(workload);
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
