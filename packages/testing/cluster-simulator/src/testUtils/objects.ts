import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { Node } from '../objects/Node';
import { Pod } from '../objects/Pod';
import { formatTime } from '../objects/timestamps';

/** The moment in which the tables of tests look at the world. */
export const NOW_MS = Date.UTC(2026, 0, 1, 12);

export function timeAgo(seconds: number): string {
  return formatTime(NOW_MS - seconds * 1000);
}

export interface PodTraits {
  name?: string;
  labels?: Record<string, string>;
  node?: string;
  isReady?: boolean;
  /** How long ago it became ready; a minute unless told. */
  readySeconds?: number;
  isStopping?: boolean;
  phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  owner?: { kind: string; name: string; uid: string };
  finalizers?: string[];
  spec?: Partial<Pod['spec']>;
}

/** A pod as its controllers see it; ready unless told. */
export function podWith(traits: PodTraits = {}): Pod {
  const { name = 'web-1', isReady = true, readySeconds = 60 } = traits;
  const owner = traits.owner;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-of-${name}`,
      resourceVersion: '1',
      creationTimestamp: timeAgo(600),
      labels: traits.labels ?? { app: 'web' },
      finalizers: traits.finalizers,
      ...(traits.isStopping && { deletionTimestamp: timeAgo(1) }),
      ...(owner && {
        ownerReferences: [
          { apiVersion: 'apps/v1', ...owner, controller: true },
        ],
      }),
    },
    spec: {
      containers: [{ name: 'main', image: 'web:1' }],
      nodeName: traits.node,
      ...traits.spec,
    },
    status: {
      phase: traits.phase ?? 'Running',
      conditions: [
        {
          type: 'Ready',
          status: isReady ? 'True' : 'False',
          lastTransitionTime: timeAgo(readySeconds),
        },
      ],
    },
  };
}

export interface NodeTraits {
  labels?: Record<string, string>;
  isCordoned?: boolean;
  taints?: NonNullable<Node['spec']>['taints'];
  ready?: 'True' | 'False' | 'Unknown';
  allocatable?: Record<string, string>;
}

/** A node; ready and roomy unless told. */
export function nodeWith(name: string, traits: NodeTraits = {}): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-of-${name}`,
      resourceVersion: '1',
      creationTimestamp: timeAgo(3_600),
      labels: { 'kubernetes.io/hostname': name, ...traits.labels },
    },
    spec: {
      ...(traits.isCordoned && { unschedulable: true }),
      ...(traits.taints && { taints: traits.taints }),
    },
    status: {
      allocatable: {
        cpu: '4',
        memory: '8Gi',
        pods: '110',
        ...traits.allocatable,
      },
      conditions: [
        {
          type: 'Ready',
          status: traits.ready ?? 'True',
          lastTransitionTime: timeAgo(60),
        },
      ],
    },
  };
}

/** An object of any kind, with uid and version. */
export function objectWith(
  kind: string,
  name: string,
  fields: Record<string, unknown> = {},
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    ...fields,
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-of-${name}`,
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: timeAgo(3_600),
      ...(fields.metadata as object | undefined),
    },
  };
}
