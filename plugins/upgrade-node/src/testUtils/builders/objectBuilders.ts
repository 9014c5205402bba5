import { KubeObject, ObjectMeta } from '../../ports/KubeObject';

/**
 * What a built object should have beside what every object of its kind has.
 *
 * @public
 */
export interface ObjectParts {
  namespace?: string;
  metadata?: Partial<ObjectMeta>;
  spec?: Record<string, any>;
  status?: Record<string, any>;
}

function build(
  apiVersion: string,
  kind: string,
  name: string,
  { namespace, metadata, spec, status }: ObjectParts,
): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid: `uid-of-${name}`,
      resourceVersion: '1',
      generation: 1,
      ...metadata,
    },
    ...(spec ? { spec } : {}),
    ...(status ? { status } : {}),
  };
}

/**
 * A node that is ready, unless told otherwise.
 *
 * @public
 */
export function buildNode(
  name: string,
  options: ObjectParts & { isReady?: boolean; isCordoned?: boolean } = {},
): KubeObject {
  const { isReady = true, isCordoned = false, ...parts } = options;
  return build('v1', 'Node', name, {
    ...parts,
    spec: { ...(isCordoned ? { unschedulable: true } : {}), ...parts.spec },
    status: {
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
      ...parts.status,
    },
  });
}

/**
 * A running pod of a ReplicaSet, ready unless told otherwise, in namespace `shop` unless told
 * otherwise.
 *
 * @public
 */
export function buildPod(
  name: string,
  options: ObjectParts & {
    isReady?: boolean;
    node?: string;
    /** `Kind/name` of the controller; `none`: it has none. */
    owner?: string;
    labels?: Record<string, string>;
  } = {},
): KubeObject {
  const {
    isReady = true,
    node = 'w-1',
    owner = 'ReplicaSet/checkout-5d4f',
    labels = { app: 'checkout', 'pod-template-hash': '5d4f' },
    ...parts
  } = options;
  const [kind, ownerName] = owner.split('/');
  return build('v1', 'Pod', name, {
    namespace: 'shop',
    ...parts,
    metadata: {
      labels,
      ...(owner === 'none'
        ? {}
        : {
            ownerReferences: [
              {
                apiVersion: 'apps/v1',
                kind,
                name: ownerName,
                uid: `uid-of-${ownerName}`,
                controller: true,
              },
            ],
          }),
      ...parts.metadata,
    },
    spec: { nodeName: node, containers: [{ name: 'main' }], ...parts.spec },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
      ...parts.status,
    },
  });
}

const COMPLETE_STATUS = {
  Deployment: {
    observedGeneration: 1,
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
  },
  StatefulSet: {
    observedGeneration: 1,
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    currentRevision: 'r-1',
    updateRevision: 'r-1',
  },
  DaemonSet: {
    observedGeneration: 1,
    desiredNumberScheduled: 3,
    updatedNumberScheduled: 3,
    numberReady: 3,
    numberAvailable: 3,
  },
};

/**
 * A workload of `apps/v1` that is rolled out, unless its status says otherwise: 3 replicas in namespace
 * `shop` with the image `app:1`.
 *
 * @public
 */
export function buildWorkload(
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet',
  name: string,
  parts: ObjectParts = {},
): KubeObject {
  const isDaemonSet = kind === 'DaemonSet';
  return build('apps/v1', kind, name, {
    namespace: 'shop',
    ...parts,
    spec: {
      ...(isDaemonSet ? {} : { replicas: 3 }),
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'app:1' }] },
      },
      ...parts.spec,
    },
    status: { ...COMPLETE_STATUS[kind], ...parts.status },
  });
}

/**
 * A PodDisruptionBudget for `app=<app>` in namespace `shop`.
 *
 * @public
 */
export function buildBudget(
  name: string,
  options: ObjectParts & {
    app?: string;
    allowed?: number;
    ready?: number;
    needed?: number;
    expected?: number;
  } = {},
): KubeObject {
  const {
    app = 'checkout',
    allowed = 0,
    ready = 3,
    needed = 3,
    expected = 4,
    ...parts
  } = options;
  return build('policy/v1', 'PodDisruptionBudget', name, {
    namespace: 'shop',
    ...parts,
    spec: { selector: { matchLabels: { app } }, ...parts.spec },
    status: {
      disruptionsAllowed: allowed,
      currentHealthy: ready,
      desiredHealthy: needed,
      expectedPods: expected,
      ...parts.status,
    },
  });
}
