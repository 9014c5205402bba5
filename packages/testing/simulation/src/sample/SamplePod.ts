import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { NAMESPACE } from './SampleCase';

/** An instance of the application, on a node. */
export function samplePod(name: string, nodeName: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: NAMESPACE,
      labels: { app: 'checkout' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          name: 'checkout',
          uid: 'uid-of-checkout',
          controller: true,
        },
      ],
    },
    spec: { nodeName, containers: [{ name: 'main', image: 'shop:1' }] },
  };
}

/** How an instance fares; lost: its node gives no sign of life. */
export type PodCondition = 'ready' | 'starting' | 'failing' | 'lost';

export function statusOf(condition: PodCondition, nowMs: number) {
  const isReady = condition === 'ready';
  return {
    phase: 'Running',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      {
        type: 'Ready',
        status: isReady ? 'True' : 'False',
        lastTransitionTime: new Date(nowMs).toISOString(),
      },
    ],
    // Of a lost one nobody says more than the kubelet did.
    ...(condition !== 'lost' && {
      containerStatuses: [
        {
          name: 'main',
          image: 'shop:1',
          imageID: '',
          ready: isReady,
          restartCount: 0,
          state:
            condition === 'failing'
              ? { waiting: { reason: 'CrashLoopBackOff' } }
              : { running: { startedAt: new Date(nowMs).toISOString() } },
        },
      ],
    }),
  };
}
