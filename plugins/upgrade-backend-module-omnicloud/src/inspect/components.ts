import { ComponentInfo } from '@cluster-upgrade/plugin-upgrade-common';
import {
  isTerminating,
  KubeObject,
  runningVersions,
  workloadComponent,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  AGENT,
  AGENT_REF,
  DEPLOYED_COMPONENTS,
  deploymentRef,
  LABEL_COMPONENT,
  OMNI_NAMESPACE,
  PLATFORM,
  PLATFORM_REF,
} from '../resources';
import { ClusterObjects } from './readCluster';

/** A component, with every version that its running parts have. */
export interface SeenComponent {
  info: ComponentInfo;
  versions: string[];
}

/** The parts of the platform that are there; what is missing or silent goes into `unknowns`. */
export function seenComponents(
  objects: ClusterObjects,
  unknowns: string[],
): SeenComponent[] {
  const workloads = [
    ...DEPLOYED_COMPONENTS.map(({ id, title, name }) => ({
      identity: { id, title, object: deploymentRef(name) },
      workload: objects.platformDeployments.find(
        candidate => candidate.metadata.name === name,
      ),
    })),
    {
      identity: { id: AGENT.id, title: AGENT.title, object: AGENT_REF },
      workload: objects.agentDaemonSet,
    },
  ];
  const seen = workloads.flatMap(({ identity, workload }) => {
    if (!workload) {
      const { kind, namespace, name } = identity.object;
      unknowns.push(
        `${identity.title}: ${kind} ${namespace}/${name} is not there`,
      );
      return [];
    }
    const versions = runningVersions(
      identity.id,
      podsOf(identity.id, objects.pods),
    );
    if (versions.length === 0) {
      unknowns.push(
        `${identity.title}: no container runs, so its version is not known`,
      );
    }
    return [
      { versions, info: workloadComponent(identity, workload, versions) },
    ];
  });
  return [...seen, ...recordComponent(objects.platformRecord, unknowns)];
}

function recordComponent(
  record: KubeObject | undefined,
  unknowns: string[],
): SeenComponent[] {
  const version: string | undefined = record?.data?.version;
  const { id, title, name } = PLATFORM;
  if (!version) {
    unknowns.push(
      `${title}: data.version of ConfigMap ${OMNI_NAMESPACE}/${name} is not there`,
    );
    return [];
  }
  const info = { id, title, object: PLATFORM_REF, version, images: {} };
  return [{ versions: [version], info: { ...info, desired: 1, ready: 1 } }];
}

/** Pods of a part of the platform that are not on their way out. */
export function podsOf(
  componentId: string,
  pods: readonly KubeObject[],
): KubeObject[] {
  return pods.filter(
    pod =>
      pod.metadata.namespace === OMNI_NAMESPACE &&
      pod.metadata.labels?.[LABEL_COMPONENT] === componentId &&
      !isTerminating(pod),
  );
}
