import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

type Labels = Record<string, string>;

export function configMap(
  name: string,
  data: Labels = {},
  metadata: Partial<KubeObject['metadata']> = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...metadata },
    data,
  };
}

/** A pod specification that ends at once when it is deleted. */
function podSpec(overrides: object = {}) {
  return {
    terminationGracePeriodSeconds: 0,
    containers: [{ name: 'main', image: 'registry.example/web:1' }],
    ...overrides,
  };
}

export function pod(
  name: string,
  options: { labels?: Labels; spec?: object; metadata?: object } = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: options.labels, ...options.metadata },
    spec: podSpec(options.spec),
  };
}

function template(labels: Labels, spec: object) {
  return { metadata: { labels }, spec: podSpec(spec) };
}

/** A workload with a pod template; pods carry the label `app` with its name. */
export function workload(
  kind: 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet',
  name: string,
  options: { replicas?: number; spec?: object; podSpec?: object } = {},
): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, labels },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas: options.replicas ?? 1 }),
      ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
      selector: { matchLabels: labels },
      template: template(labels, options.podSpec ?? {}),
      ...options.spec,
    },
  };
}

export function job(name: string, spec: object = {}): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: {
      template: {
        metadata: { labels: { app: name } },
        spec: podSpec({ restartPolicy: 'Never' }),
      },
      ...spec,
    },
  };
}

export function budget(name: string, labels: Labels, spec: object): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { selector: { matchLabels: labels }, ...spec },
  };
}
