import { ComponentInfo } from '@cluster-upgrade/plugin-upgrade-common';
import {
  isTerminating,
  KubeObject,
  workloadCounts,
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
import { runningVersion } from './runningVersion';

/** A component, with every version that its running parts have. */
export interface SeenComponent {
  info: ComponentInfo;
  versions: string[];
}

/** The parts of the platform that are there; what is missing goes into `unknowns`. */
export function seenComponents(
  objects: ClusterObjects,
  unknowns: string[],
): SeenComponent[] {
  const deployed = DEPLOYED_COMPONENTS.flatMap(({ id, title, name }) => {
    const workload = objects.platformDeployments.find(
      candidate => candidate.metadata.name === name,
    );
    return workload
      ? [
          workloadComponent(
            { id, title, object: deploymentRef(name) },
            workload,
          ),
        ]
      : missing(title, `Deployment ${OMNI_NAMESPACE}/${name}`);
  });
  const agent = objects.agentDaemonSet
    ? [
        workloadComponent(
          { id: AGENT.id, title: AGENT.title, object: AGENT_REF },
          objects.agentDaemonSet,
        ),
      ]
    : missing(AGENT.title, `DaemonSet ${OMNI_NAMESPACE}/${AGENT.name}`);
  return [...deployed, ...agent, ...recordComponent()];

  function workloadComponent(
    identity: Pick<ComponentInfo, 'id' | 'title' | 'object'>,
    workload: KubeObject,
  ): SeenComponent {
    const versions = versionsOf(identity.id, objects.pods);
    if (versions.length === 0) {
      unknowns.push(
        `${identity.title}: no container runs, so its version is not known`,
      );
    }
    const { desired, ready } = workloadCounts(workload);
    return {
      versions,
      info: {
        ...identity,
        ...(versions.length === 1 ? { version: versions[0] } : {}),
        images: imagesOf(workload),
        desired,
        ready,
      },
    };
  }

  function recordComponent(): SeenComponent[] {
    const version = objects.platformRecord?.data?.version;
    if (!version) {
      return missing(
        PLATFORM.title,
        `data.version of ConfigMap ${OMNI_NAMESPACE}/${PLATFORM.name}`,
      );
    }
    return [
      {
        versions: [version],
        info: {
          id: PLATFORM.id,
          title: PLATFORM.title,
          object: PLATFORM_REF,
          version,
          images: {},
          desired: 1,
          ready: 1,
        },
      },
    ];
  }

  function missing(title: string, object: string): [] {
    unknowns.push(`${title}: ${object} is not there`);
    return [];
  }
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

function versionsOf(
  componentId: string,
  pods: readonly KubeObject[],
): string[] {
  const versions = podsOf(componentId, pods).flatMap(
    pod => runningVersion(componentId, pod) ?? [],
  );
  return [...new Set(versions)].sort();
}

function imagesOf(workload: KubeObject): Record<string, string> {
  const containers: Array<{ name: string; image: string }> =
    workload.spec.template.spec.containers;
  return Object.fromEntries(
    containers.map(container => [container.name, container.image]),
  );
}
