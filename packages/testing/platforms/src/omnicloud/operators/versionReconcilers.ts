import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  keyOf,
  NOTHING_TO_DO,
  Pod,
  Reconciler,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { AGENT_VERSION_KEY, COMPONENT_LABEL, OMNI_NAMESPACE } from './names';
import { reportAgentVersion, reportPodVersion } from './reportVersions';

function isPlatformPod(pod: KubeObject): boolean {
  return (
    pod.metadata.namespace === OMNI_NAMESPACE &&
    pod.metadata.labels?.[COMPONENT_LABEL] !== undefined
  );
}

function isAgent(pod: KubeObject): boolean {
  return (
    isPlatformPod(pod) && pod.metadata.labels?.[COMPONENT_LABEL] === 'agent'
  );
}

/** @internal */
export const podVersionReconciler: Reconciler = {
  name: 'omni-version-report',
  triggers: [
    {
      resource: resourceTypes.pods,
      keysOf: ({ object: pod }) =>
        isPlatformPod(pod) ? [keyOf(pod.metadata)] : [],
    },
  ],
  reconcile(key, view) {
    const pod = view.get<Pod>(resourceTypes.pods, key);
    return pod ? { writes: reportPodVersion(pod) } : NOTHING_TO_DO;
  },
};

/** @internal */
export const agentVersionReconciler: Reconciler = {
  name: 'omni-agent',
  triggers: [
    {
      resource: resourceTypes.pods,
      keysOf: ({ object: pod }) =>
        isAgent(pod) && pod.spec.nodeName ? [pod.spec.nodeName] : [],
    },
    {
      resource: resourceTypes.nodes,
      keysOf: ({ object: node, previous }) =>
        previous ? [] : [node.metadata.name],
    },
  ],
  reconcile(key, view) {
    const node = view.get(resourceTypes.nodes, key);
    const agents = view
      .onNode<Pod>(resourceTypes.pods, key)
      .filter(pod => isAgent(pod));
    return node
      ? { writes: reportAgentVersion(node, agents, AGENT_VERSION_KEY) }
      : NOTHING_TO_DO;
  },
};
