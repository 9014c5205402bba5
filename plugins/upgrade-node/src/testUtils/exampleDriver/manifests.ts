import { KubeObject } from '../../ports/KubeObject';
import { AGENT, CONTROLLER, imageOf, NAMESPACE, RELEASES } from './resources';

/**
 * The example platform in version v1.0.0 on two nodes, for tests.
 *
 * @public
 */
export function exampleManifests(): KubeObject[] {
  return [
    node('n-1'),
    node('n-2'),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: RELEASES,
      data: { versions: 'v1.0.0,v1.0.1,v1.1.0,v1.2.0' },
    },
    workload(CONTROLLER.kind, CONTROLLER.name, 'controller', { replicas: 2 }),
    workload(AGENT.kind, AGENT.name, 'agent', {
      updateStrategy: { type: 'OnDelete' },
    }),
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
  kind: string,
  name: string,
  component: string,
  spec: object,
): KubeObject {
  const labels = { 'beacon.example/component': component };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: NAMESPACE },
    spec: {
      ...spec,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'main', image: imageOf(component, 'v1.0.0') }],
        },
      },
    },
  };
}
