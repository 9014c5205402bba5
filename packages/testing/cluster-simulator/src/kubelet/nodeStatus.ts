import { Condition, findCondition } from '../objects/conditions';
import { Node } from '../objects/Node';
import { formatTime } from '../objects/timestamps';

/** What a node has when its object does not say. */
const DEFAULT_CAPACITY: Record<string, string> = {
  cpu: '4',
  memory: '16Gi',
  pods: '110',
  'ephemeral-storage': '100Gi',
};

const HEALTHY: ReadonlyArray<Omit<Condition, 'lastTransitionTime'>> = [
  {
    type: 'MemoryPressure',
    status: 'False',
    reason: 'KubeletHasSufficientMemory',
    message: 'kubelet has sufficient memory available',
  },
  {
    type: 'DiskPressure',
    status: 'False',
    reason: 'KubeletHasNoDiskPressure',
    message: 'kubelet has no disk pressure',
  },
  {
    type: 'PIDPressure',
    status: 'False',
    reason: 'KubeletHasSufficientPID',
    message: 'kubelet has sufficient PID available',
  },
  {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
  },
];

/**
 * What a kubelet reports of a healthy node, as a strategic merge patch of its status.
 *
 * @internal
 */
export function healthyNodeStatus(
  node: Node,
  ip: string,
  kubeletVersion: string,
  nowMs: number,
): NonNullable<Node['status']> {
  const capacity = { ...DEFAULT_CAPACITY, ...node.status?.capacity };
  return {
    capacity,
    allocatable: { ...capacity, ...node.status?.allocatable },
    addresses: [
      { type: 'InternalIP', address: ip },
      { type: 'Hostname', address: node.metadata.name },
    ],
    nodeInfo: {
      machineID: node.metadata.uid ?? '',
      systemUUID: node.metadata.uid ?? '',
      bootID: node.metadata.uid ?? '',
      kernelVersion: '6.12.0',
      osImage: 'Simulated Linux',
      containerRuntimeVersion: 'containerd://2.1.4',
      kubeletVersion,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
    conditions: HEALTHY.map(condition => {
      const present = findCondition(node.status?.conditions, condition.type);
      return {
        ...condition,
        lastHeartbeatTime: formatTime(nowMs),
        lastTransitionTime:
          present?.status === condition.status && present.lastTransitionTime
            ? present.lastTransitionTime
            : formatTime(nowMs),
      };
    }),
  };
}

/**
 * Whether the node's object says what its kubelet would say.
 *
 * @internal
 */
export function isReportedHealthy(node: Node): boolean {
  return (
    node.status?.allocatable?.pods !== undefined &&
    node.status.nodeInfo?.kubeletVersion !== undefined &&
    HEALTHY.every(
      condition =>
        findCondition(node.status?.conditions, condition.type)?.status ===
        condition.status,
    )
  );
}
