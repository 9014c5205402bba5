import {
  ApplicationInfo,
  EffectiveThreshold,
} from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

export const SAMPLE_APPLICATION = 'shop/checkout';

export const SAMPLE_LABELS = { app: 'checkout' };

/** A pod as tests need it; ready unless told. */
export interface SamplePod {
  name: string;
  uid?: string;
  isReady?: boolean;
  /** When readiness last changed, in epoch ms. */
  changedAtMs?: number;
  restarts?: number;
  lastEndAtMs?: number;
  /** Reason why its container waits. */
  waiting?: string;
  phase?: string;
  reason?: string;
  isUnschedulable?: boolean;
  isTerminating?: boolean;
  labels?: Record<string, string>;
}

export function samplePod(pod: SamplePod): KubeObject {
  const isReady = pod.isReady ?? true;
  const changedAt = new Date(pod.changedAtMs ?? 0).toISOString();
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: pod.name,
      namespace: 'shop',
      uid: pod.uid ?? `uid-of-${pod.name}`,
      labels: pod.labels ?? SAMPLE_LABELS,
      creationTimestamp: changedAt,
      ...(pod.isTerminating && { deletionTimestamp: changedAt }),
    },
    spec: { nodeName: 'w-1', containers: [{ name: 'main', image: 'shop:1' }] },
    status: {
      phase: pod.phase ?? 'Running',
      reason: pod.reason,
      conditions: [
        {
          type: 'PodScheduled',
          status: pod.isUnschedulable ? 'False' : 'True',
          reason: pod.isUnschedulable ? 'Unschedulable' : undefined,
          lastTransitionTime: changedAt,
        },
        {
          type: 'Ready',
          status: isReady ? 'True' : 'False',
          lastTransitionTime: changedAt,
        },
      ],
      containerStatuses: [
        {
          name: 'main',
          ready: isReady,
          restartCount: pod.restarts ?? 0,
          state: pod.waiting
            ? { waiting: { reason: pod.waiting } }
            : { running: {} },
          lastState: pod.lastEndAtMs
            ? {
                terminated: {
                  finishedAt: new Date(pod.lastEndAtMs).toISOString(),
                },
              }
            : {},
        },
      ],
    },
  };
}

export function sampleThreshold(
  threshold: Partial<EffectiveThreshold> = {},
): EffectiveThreshold {
  return {
    applicationId: SAMPLE_APPLICATION,
    maxFailures: 1,
    allowedInstances: 1,
    unit: 'count',
    mustLastMs: 30_000,
    action: 'rollback',
    source: 'platform-default',
    sourceName: 'upgrade.thresholds.default',
    ...threshold,
  };
}

export function sampleApplication(): ApplicationInfo {
  return {
    id: SAMPLE_APPLICATION,
    title: 'checkout',
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'checkout',
    },
    podLabels: SAMPLE_LABELS,
    priority: 'normal',
    desired: 3,
    ready: 3,
  };
}
