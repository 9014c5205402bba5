import {
  NodeInfo,
  ResourceAmounts,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  controllerOf,
  hasCondition,
  isPodFinished,
  KubeObject,
  parseQuantity,
} from '@cluster-upgrade/plugin-upgrade-node';
import { AGENT, LABEL_POOL, LABEL_SPARE, LABEL_ZONE } from '../resources';
import { podsOf } from './components';
import { runningVersion } from './runningVersion';

/** Set by the kubelet on pods that come from a file on the node; they can't be evicted. */
const ANNOTATION_MIRROR = 'kubernetes.io/config.mirror';

/** The nodes, each with the version of the agent that runs on it. */
export function nodeInfos(
  nodes: readonly KubeObject[],
  pods: readonly KubeObject[],
): NodeInfo[] {
  const podsByNode = new Map<string, KubeObject[]>();
  for (const pod of pods) {
    const name: string | undefined = pod.spec?.nodeName;
    if (name) {
      podsByNode.set(name, [...(podsByNode.get(name) ?? []), pod]);
    }
  }
  return nodes.map(node =>
    nodeInfo(node, podsByNode.get(node.metadata.name) ?? []),
  );
}

function nodeInfo(node: KubeObject, pods: readonly KubeObject[]): NodeInfo {
  const { name, uid = '', labels = {} } = node.metadata;
  const versions = podsOf(AGENT.id, pods).flatMap(
    pod => runningVersion(AGENT.id, pod) ?? [],
  );
  return {
    name,
    uid,
    isReady: hasCondition(node, 'Ready'),
    isCordoned: node.spec?.unschedulable === true,
    isSpare: labels[LABEL_SPARE] === 'true',
    ...(versions.length === 1 ? { version: versions[0] } : {}),
    ...(labels[LABEL_ZONE] ? { zone: labels[LABEL_ZONE] } : {}),
    ...(labels[LABEL_POOL] ? { pool: labels[LABEL_POOL] } : {}),
    movablePods: pods.filter(isMovedByDrain).length,
    allocatable: amountsOf(node.status?.allocatable),
    requested: sum(pods.filter(pod => !isPodFinished(pod)).map(requestedBy)),
  };
}

/** Pods that a drain evicts: DaemonSets' and mirror pods stay, finished ones don't count. */
export function isMovedByDrain(pod: KubeObject): boolean {
  return (
    !isPodFinished(pod) &&
    controllerOf(pod)?.kind !== 'DaemonSet' &&
    pod.metadata.annotations?.[ANNOTATION_MIRROR] === undefined
  );
}

/** What the scheduler keeps free for a pod: its containers, or its largest init container. */
export function requestedBy(pod: KubeObject): ResourceAmounts {
  const containers = sum((pod.spec?.containers ?? []).map(requestOfContainer));
  const initContainers: ResourceAmounts[] = (
    pod.spec?.initContainers ?? []
  ).map(requestOfContainer);
  return {
    cpuMillis: Math.max(
      containers.cpuMillis,
      ...initContainers.map(amounts => amounts.cpuMillis),
    ),
    memoryBytes: Math.max(
      containers.memoryBytes,
      ...initContainers.map(amounts => amounts.memoryBytes),
    ),
  };
}

function requestOfContainer(container: {
  resources?: { requests?: Record<string, string> };
}): ResourceAmounts {
  return amountsOf(container.resources?.requests);
}

function amountsOf(amounts: Record<string, string> = {}): ResourceAmounts {
  return {
    cpuMillis: Math.round((parseQuantity(amounts.cpu ?? '0') ?? 0) * 1000),
    memoryBytes: parseQuantity(amounts.memory ?? '0') ?? 0,
  };
}

function sum(amounts: readonly ResourceAmounts[]): ResourceAmounts {
  return {
    cpuMillis: amounts.reduce((total, one) => total + one.cpuMillis, 0),
    memoryBytes: amounts.reduce((total, one) => total + one.memoryBytes, 0),
  };
}
