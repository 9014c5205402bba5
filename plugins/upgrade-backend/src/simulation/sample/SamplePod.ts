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

export function statusOf(isFailing: boolean, nowMs: number) {
  return {
    phase: 'Running',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      {
        type: 'Ready',
        status: isFailing ? 'False' : 'True',
        lastTransitionTime: new Date(nowMs).toISOString(),
      },
    ],
    containerStatuses: [
      {
        name: 'main',
        image: 'shop:1',
        imageID: '',
        ready: !isFailing,
        restartCount: 0,
        state: isFailing
          ? { waiting: { reason: 'CrashLoopBackOff' } }
          : { running: { startedAt: new Date(nowMs).toISOString() } },
      },
    ],
  };
}
