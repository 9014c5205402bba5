import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  Node,
  NOTHING_TO_DO,
  Pod,
  Reconciler,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import {
  CAPACITY_CONFIG_MAP,
  COMPONENT_LABEL,
  OMNI_NAMESPACE,
  SPARE_LABEL,
} from './names';
import { provisionSpares } from './provisionSpares';

const REQUEST_KEY = `${OMNI_NAMESPACE}/${CAPACITY_CONFIG_MAP}`;

function isDirector(pod: KubeObject): boolean {
  return (
    pod.metadata.namespace === OMNI_NAMESPACE &&
    pod.metadata.labels?.[COMPONENT_LABEL] === 'director'
  );
}

/** @internal */
export function createCapacityReconciler(provisioningMs: number): Reconciler {
  let noticed: { spareNodes: string; atMs: number } | undefined;
  return {
    name: 'omni-director',
    triggers: [
      {
        resource: resourceTypes.configMaps,
        keysOf: ({ object: { metadata } }) =>
          `${metadata.namespace}/${metadata.name}` === REQUEST_KEY
            ? [REQUEST_KEY]
            : [],
      },
      {
        resource: resourceTypes.nodes,
        keysOf: ({ object: node }) =>
          node.metadata.labels?.[SPARE_LABEL] === 'true' ? [REQUEST_KEY] : [],
      },
      {
        resource: resourceTypes.pods,
        keysOf: ({ object: pod }, view) =>
          isDirector(pod) ||
          isOnSpare(pod as Pod, node =>
            view.get<Node>(resourceTypes.nodes, node),
          )
            ? [REQUEST_KEY]
            : [],
      },
    ],
    reconcile(key, view) {
      const request = view.get(resourceTypes.configMaps, key);
      if (!request) {
        return NOTHING_TO_DO;
      }
      const spareNodes: string = request.data?.spareNodes ?? '';
      if (noticed?.spareNodes !== spareNodes) {
        noticed = { spareNodes, atMs: view.nowMs() };
      }
      return provisionSpares({
        request,
        directors: view
          .inNamespace<Pod>(resourceTypes.pods, OMNI_NAMESPACE)
          .filter(isDirector),
        nodes: view.list<Node>(resourceTypes.nodes),
        podsOn: nodeName => view.onNode<Pod>(resourceTypes.pods, nodeName),
        provisioningMs,
        requestedAtMs: noticed.atMs,
        nowMs: view.nowMs(),
      });
    },
  };
}

function isOnSpare(
  pod: Pod,
  nodeNamed: (name: string) => Node | undefined,
): boolean {
  const node = pod.spec.nodeName ? nodeNamed(pod.spec.nodeName) : undefined;
  return node?.metadata.labels?.[SPARE_LABEL] === 'true';
}
