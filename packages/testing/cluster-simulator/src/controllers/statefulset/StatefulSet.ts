import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { Condition } from '../../objects/conditions';
import { LabelSelector } from '../../objects/labelSelector';
import { controllerReference } from '../../objects/owners';
import { Pod } from '../../objects/Pod';
import { podFromTemplate, PodTemplate } from '../../objects/podFromTemplate';
import {
  ControllerRevision,
  REVISION_HASH_LABEL,
} from '../revisions/controllerRevisions';

/** @internal */
export interface StatefulSet extends KubeObject {
  spec: {
    replicas?: number;
    serviceName?: string;
    selector: LabelSelector;
    template: PodTemplate;
    minReadySeconds?: number;
    podManagementPolicy?: 'OrderedReady' | 'Parallel';
    revisionHistoryLimit?: number;
    ordinals?: { start?: number };
    updateStrategy?: {
      type?: 'RollingUpdate' | 'OnDelete';
      rollingUpdate?: { partition?: number };
    };
  };
  status?: StatefulSetStatus;
}

/** @internal */
export interface StatefulSetStatus {
  replicas?: number;
  readyReplicas?: number;
  currentReplicas?: number;
  updatedReplicas?: number;
  availableReplicas?: number;
  currentRevision?: string;
  updateRevision?: string;
  observedGeneration?: number;
  collisionCount?: number;
  conditions?: Condition[];
}

/** @internal */
export function firstOrdinal(statefulSet: StatefulSet): number {
  return statefulSet.spec.ordinals?.start ?? 0;
}

/** @internal */
export function partitionOf(statefulSet: StatefulSet): number {
  return statefulSet.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
}

/** @internal */
export function isOnDelete(statefulSet: StatefulSet): boolean {
  return statefulSet.spec.updateStrategy?.type === 'OnDelete';
}

/**
 * The number at the end of the pod's name; undefined for a pod of another name.
 *
 * @internal
 */
export function ordinalOf(
  statefulSet: StatefulSet,
  pod: Pod,
): number | undefined {
  const prefix = `${statefulSet.metadata.name}-`;
  const suffix = pod.metadata.name.slice(prefix.length);
  return pod.metadata.name.startsWith(prefix) && /^\d+$/.test(suffix)
    ? Number(suffix)
    : undefined;
}

/**
 * The pod of an ordinal as a revision describes it.
 *
 * @internal
 */
export function podOfOrdinal(
  statefulSet: StatefulSet,
  revision: ControllerRevision,
  ordinal: number,
): Pod {
  const name = `${statefulSet.metadata.name}-${ordinal}`;
  const { $patch: _, ...template } = revision.data.spec.template;
  const pod = podFromTemplate(template, {
    namespace: statefulSet.metadata.namespace!,
    name,
    owner: controllerReference(statefulSet),
    labels: {
      'statefulset.kubernetes.io/pod-name': name,
      'apps.kubernetes.io/pod-index': `${ordinal}`,
      [REVISION_HASH_LABEL]: revision.metadata.name,
    },
  });
  return {
    ...pod,
    spec: {
      ...pod.spec,
      hostname: name,
      subdomain: statefulSet.spec.serviceName,
    },
  };
}
