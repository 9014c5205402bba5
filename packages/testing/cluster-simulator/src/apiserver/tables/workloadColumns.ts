import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { formatLabelSelector } from '../selectors/labelSelector';
import { parseTime } from '../timestamps';
import { humanDuration } from './humanDuration';
import {
  ageColumn,
  count,
  nameColumn,
  NONE,
  TableColumn,
  text,
  wide,
} from './TableColumn';

function containers(field: 'name' | 'image') {
  return ({ spec }: KubeObject) =>
    (spec?.template?.spec?.containers ?? [])
      .map((container: any) => container[field])
      .join(',');
}

const containersColumn = wide(text('Containers', containers('name')));
const imagesColumn = wide(text('Images', containers('image')));
const selectorColumn = wide(
  text('Selector', ({ spec }) => formatLabelSelector(spec?.selector)),
);

function jobStatus({ metadata, status }: KubeObject): string {
  const isTrue = (type: string) =>
    (status?.conditions ?? []).some(
      (condition: any) =>
        condition.type === type && condition.status === 'True',
    );
  if (isTrue('Complete')) {
    return 'Complete';
  }
  if (isTrue('Failed')) {
    return 'Failed';
  }
  if (metadata.deletionTimestamp) {
    return 'Terminating';
  }
  return (
    ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(isTrue) ??
    'Running'
  );
}

function jobCompletions({ spec, status }: KubeObject): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) {
    return `${succeeded}/${spec.completions}`;
  }
  return (spec?.parallelism ?? 0) > 1
    ? `${succeeded}/1 of ${spec.parallelism}`
    : `${succeeded}/1`;
}

function jobDuration({ status }: KubeObject, nowMs: number): string {
  if (!status?.startTime) {
    return '';
  }
  const endMs = status.completionTime
    ? parseTime(status.completionTime)
    : nowMs;
  return humanDuration(endMs - parseTime(status.startTime));
}

function controllerOf({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (!owner) {
    return NONE;
  }
  const group = owner.apiVersion.includes('/')
    ? `.${owner.apiVersion.split('/')[0]}`
    : '';
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
}

/**
 * Columns of workloads and what belongs to them, by kind.
 *
 * @internal
 */
export const workloadColumns: Record<string, TableColumn[]> = {
  Deployment: [
    nameColumn,
    text(
      'Ready',
      ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas}`,
    ),
    count('Up-to-date', ({ status }) => status?.updatedReplicas),
    count('Available', ({ status }) => status?.availableReplicas),
    ageColumn,
    containersColumn,
    imagesColumn,
    selectorColumn,
  ],
  ReplicaSet: [
    nameColumn,
    count('Desired', ({ spec }) => spec?.replicas),
    count('Current', ({ status }) => status?.replicas),
    count('Ready', ({ status }) => status?.readyReplicas),
    ageColumn,
    containersColumn,
    imagesColumn,
    selectorColumn,
  ],
  StatefulSet: [
    nameColumn,
    text(
      'Ready',
      ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas}`,
    ),
    ageColumn,
    containersColumn,
    imagesColumn,
  ],
  DaemonSet: [
    nameColumn,
    count('Desired', ({ status }) => status?.desiredNumberScheduled),
    count('Current', ({ status }) => status?.currentNumberScheduled),
    count('Ready', ({ status }) => status?.numberReady),
    count('Up-to-date', ({ status }) => status?.updatedNumberScheduled),
    count('Available', ({ status }) => status?.numberAvailable),
    text(
      'Node Selector',
      ({ spec }) =>
        Object.entries(spec?.template?.spec?.nodeSelector ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .join(',') || NONE,
    ),
    ageColumn,
    containersColumn,
    imagesColumn,
    selectorColumn,
  ],
  Job: [
    nameColumn,
    text('Status', jobStatus),
    text('Completions', jobCompletions),
    text('Duration', jobDuration),
    ageColumn,
    containersColumn,
    imagesColumn,
    selectorColumn,
  ],
  ControllerRevision: [
    nameColumn,
    text('Controller', controllerOf),
    count('Revision', ({ revision }) => revision),
    ageColumn,
  ],
  PodDisruptionBudget: [
    nameColumn,
    text('Min Available', ({ spec }) => String(spec?.minAvailable ?? 'N/A')),
    text('Max Unavailable', ({ spec }) =>
      String(spec?.maxUnavailable ?? 'N/A'),
    ),
    count('Allowed Disruptions', ({ status }) => status?.disruptionsAllowed),
    ageColumn,
  ],
  Lease: [
    nameColumn,
    text('Holder', ({ spec }) => spec?.holderIdentity ?? ''),
    ageColumn,
  ],
  HorizontalPodAutoscaler: [
    nameColumn,
    text(
      'Reference',
      ({ spec }) =>
        `${spec?.scaleTargetRef?.kind}/${spec?.scaleTargetRef?.name}`,
    ),
    text('Targets', () => '<unknown>'),
    text('MinPods', ({ spec }) => String(spec?.minReplicas ?? '<unset>')),
    count('MaxPods', ({ spec }) => spec?.maxReplicas),
    count('Replicas', ({ status }) => status?.currentReplicas),
    ageColumn,
  ],
  CustomResourceDefinition: [
    nameColumn,
    {
      ...text('Created At', ({ metadata }) => metadata.creationTimestamp),
      type: 'date',
    },
  ],
};
