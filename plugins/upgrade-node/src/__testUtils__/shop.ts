import { KubeObject } from '../ports/KubeObject';

/**
 * A namespace `shop` on two nodes: an application with a budget, another without, and an agent.
 *
 * @internal
 */
export function shopObjects(): KubeObject[] {
  return [
    node('w-1'),
    node('w-2'),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    workload('Deployment', 'checkout', { replicas: 4 }),
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'checkout', namespace: 'shop' },
      spec: {
        minAvailable: 3,
        selector: { matchLabels: { app: 'checkout' } },
      },
    },
    workload('Deployment', 'reports', { replicas: 2 }),
    workload('StatefulSet', 'ledger', {
      replicas: 2,
      serviceName: 'ledger',
    }),
    workload('DaemonSet', 'agent', { updateStrategy: { type: 'OnDelete' } }),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'shop' },
      data: { version: 'v1', color: 'blue' },
    },
  ];
}

function node(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      capacity: { cpu: '8', memory: '32Gi', pods: '110' },
      allocatable: { cpu: '8', memory: '32Gi', pods: '110' },
    },
  };
}

function workload(
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet',
  name: string,
  spec: object,
): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'shop' },
    spec: {
      ...spec,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: `registry.example/${name}:v1`,
              resources: { requests: { cpu: '100m', memory: '128Mi' } },
            },
          ],
        },
      },
    },
  };
}
