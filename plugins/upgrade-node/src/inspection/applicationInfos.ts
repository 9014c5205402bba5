import {
  ANNOTATION_FAILURE_THRESHOLD,
  ApplicationInfo,
  ApplicationPriority,
  compareText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { objectRefOf } from '../cluster/objectRefOf';
import { KubeObject } from '../ports/KubeObject';
import { workloadCounts } from '../workloads/workloads';
import { applicationIdOf } from './budgetInfos';

const PRIORITIES: readonly ApplicationPriority[] = [
  'critical',
  'normal',
  'non-critical',
];

/**
 * Where a platform's users say what an inventory tells of their applications.
 *
 * @public
 */
export interface ApplicationNames {
  /** Label with the application's title; absent: the workload's own name is its title. */
  titleLabel?: string;
  /** Annotation with `critical`, `normal` or `non-critical`; absent: all are `normal`. */
  priorityAnnotation?: string;
  /** Annotation with the failure threshold; the product's own unless told. */
  thresholdAnnotation?: string;
}

/**
 * Workloads of a cluster's users as an inventory has them, by id, and what could not be understood.
 *
 * @param workloads - Deployments and StatefulSets that are none of the platform's own
 * @public
 */
export function applicationInfos(
  workloads: readonly KubeObject[],
  names: ApplicationNames = {},
): { applications: ApplicationInfo[]; unknowns: string[] } {
  return {
    applications: workloads
      .map(workload => applicationInfo(workload, names))
      .sort((left, right) => compareText(left.id, right.id)),
    unknowns: workloads.flatMap(workload => unknownPriority(workload, names)),
  };
}

function applicationInfo(
  workload: KubeObject,
  names: ApplicationNames,
): ApplicationInfo {
  const { name, labels = {}, annotations = {} } = workload.metadata;
  const { desired, ready } = workloadCounts(workload);
  const threshold = names.thresholdAnnotation ?? ANNOTATION_FAILURE_THRESHOLD;
  return {
    id: applicationIdOf(workload),
    title: (names.titleLabel && labels[names.titleLabel]) || name,
    object: objectRefOf(workload),
    podLabels: workload.spec?.selector?.matchLabels ?? {},
    priority:
      PRIORITIES.find(each => each === priorityText(workload, names)) ??
      'normal',
    desired,
    ready,
    ...(annotations[threshold] !== undefined && {
      thresholdAnnotation: { name: threshold, value: annotations[threshold] },
    }),
  };
}

function unknownPriority(
  workload: KubeObject,
  names: ApplicationNames,
): string[] {
  const text = priorityText(workload, names);
  return text === undefined || PRIORITIES.some(each => each === text)
    ? []
    : [
        `${applicationIdOf(workload)}: annotation ${names.priorityAnnotation} is "${text}", which is none of ${PRIORITIES.join(', ')}; it counts as normal`,
      ];
}

function priorityText(
  { metadata }: KubeObject,
  { priorityAnnotation }: ApplicationNames,
): string | undefined {
  return priorityAnnotation && metadata.annotations?.[priorityAnnotation];
}
