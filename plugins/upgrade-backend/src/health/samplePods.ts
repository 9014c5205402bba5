import {
  ApplicationInfo,
  EffectiveThreshold,
} from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

export const SAMPLE_APPLICATION = 'shop/checkout';

const SAMPLE_LABELS = { app: 'checkout' };

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
  /** When it was made, in epoch ms; when readiness last changed unless told. */
  madeAtMs?: number;
  /** By when it is to be gone, in epoch ms. */
  endsAtMs?: number;
  /** What controls it; a ReplicaSet of the sample application unless told. */
  owner?: { kind: string; name: string };
}

const TEMPLATE_HASH = '7f46';

export function samplePod(pod: SamplePod): KubeObject {
  const isReady = pod.isReady ?? true;
  const changedAt = timestamp(pod.changedAtMs ?? 0);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: pod.name,
      namespace: 'shop',
      uid: pod.uid ?? `uid-of-${pod.name}`,
      labels: {
        ...(pod.labels ?? SAMPLE_LABELS),
        'pod-template-hash': TEMPLATE_HASH,
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          uid: 'uid-of-owner',
          controller: true,
          ...(pod.owner ?? {
            kind: 'ReplicaSet',
            name: `checkout-${TEMPLATE_HASH}`,
          }),
        },
      ],
      creationTimestamp: timestamp(pod.madeAtMs ?? pod.changedAtMs ?? 0),
      ...((pod.isTerminating || pod.endsAtMs !== undefined) && {
        deletionTimestamp: timestamp(pod.endsAtMs ?? pod.changedAtMs ?? 0),
      }),
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

function timestamp(atMs: number): string {
  return new Date(atMs).toISOString();
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
