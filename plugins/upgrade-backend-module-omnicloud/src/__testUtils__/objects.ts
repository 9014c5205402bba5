import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { OMNI_NAMESPACE } from '../resources';

type Change = Record<string, any>;

/** A pod of the platform or of an application that runs and is ready. */
export function podObject(
  name: string,
  change: {
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    node?: string;
    image?: string;
    container?: string;
    owner?: string;
    isReady?: boolean;
    spec?: Change;
    status?: Change;
    deletionTimestamp?: string;
  } = {},
): KubeObject {
  const {
    namespace = OMNI_NAMESPACE,
    owner = 'ReplicaSet',
    image = 'app:v1',
    container = 'main',
    isReady = true,
  } = change;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: `uid-${name}`,
      labels: change.labels ?? {},
      ...(change.annotations ? { annotations: change.annotations } : {}),
      ...(change.deletionTimestamp
        ? { deletionTimestamp: change.deletionTimestamp }
        : {}),
      ownerReferences:
        owner === 'none'
          ? []
          : [
              {
                apiVersion: 'apps/v1',
                kind: owner,
                name: 'owner',
                uid: 'owner',
                controller: true,
              },
            ],
    },
    spec: {
      nodeName: change.node ?? 'n-1',
      containers: [{ name: container, image }],
      ...change.spec,
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
      containerStatuses: [{ name: container, image, state: { running: {} } }],
      ...change.status,
    },
  };
}

/** A running instance of a part of the platform. */
export function partPod(
  componentId: string,
  version: string,
  change: Parameters<typeof podObject>[1] = {},
): KubeObject {
  return podObject(`${componentId}-${change.node ?? version}`, {
    labels: { 'omni.cloud/component': componentId },
    container: componentId,
    image: `omni/${componentId}:${version}`,
    owner: componentId === 'agent' ? 'DaemonSet' : 'ReplicaSet',
    ...change,
  });
}

export function nodeObject(name: string, change: Change = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: `uid-${name}`, ...change.metadata },
    spec: change.spec ?? {},
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      allocatable: { cpu: '4', memory: '8Gi' },
      ...change.status,
    },
  };
}

/** A Deployment with all its instances ready on the latest template. */
export function deploymentObject(
  name: string,
  change: {
    namespace?: string;
    metadata?: Change;
    spec?: Change;
    status?: Change;
  } = {},
): KubeObject {
  const id = name.replace('omni-', '');
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: change.namespace ?? OMNI_NAMESPACE,
      generation: 1,
      ...change.metadata,
    },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: id } },
      template: {
        metadata: { labels: { app: id } },
        spec: { containers: [{ name: id, image: `omni/${id}:v1.4.0` }] },
      },
      ...change.spec,
    },
    status: {
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 3,
      updatedReplicas: 3,
      ...change.status,
    },
  };
}

export function budgetObject(
  name: string,
  spec: Change,
  status: Change = {},
): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'shop' } }, ...spec },
    status: {
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 2,
      expectedPods: 3,
      ...status,
    },
  };
}
