import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  isPodReady,
  Pod,
  Write,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { COMPONENT_LABEL, imageTag, VERSION_ANNOTATION } from './names';

/**
 * Every process of the platform reports its version once it is up: orchestrators, directors, agents,
 * registry and forge as an annotation of their pod.
 *
 * @internal
 */
export function reportPodVersion(pod: Pod): Write[] {
  const version = imageTag(pod.spec.containers[0].image);
  const { annotations, labels, name, namespace, uid } = pod.metadata;
  return !version ||
    !labels?.[COMPONENT_LABEL] ||
    pod.metadata.deletionTimestamp ||
    !isPodReady(pod) ||
    annotations?.[VERSION_ANNOTATION] === version
    ? []
    : [
        {
          verb: 'patch',
          resource: resourceTypes.pods,
          key: { name, namespace },
          patchType: 'merge',
          body: {
            metadata: { uid, annotations: { [VERSION_ANNOTATION]: version } },
          },
        },
      ];
}

/**
 * An agent that is ready registers its machine under its version; a machine keeps the last version
 * that was registered while no agent runs on it.
 *
 * @internal
 */
export function reportAgentVersion(
  node: KubeObject,
  agents: readonly Pod[],
  key: string,
): Write[] {
  const agent = agents.find(
    pod => !pod.metadata.deletionTimestamp && isPodReady(pod),
  );
  const version = agent && imageTag(agent.spec.containers[0].image);
  const { annotations, labels, name, uid } = node.metadata;
  return !version ||
    (annotations?.[key] === version && labels?.[key] === version)
    ? []
    : [
        {
          verb: 'patch',
          resource: resourceTypes.nodes,
          key: { name },
          patchType: 'merge',
          body: {
            metadata: {
              uid,
              labels: { [key]: version },
              annotations: { [key]: version },
            },
          },
        },
      ];
}
