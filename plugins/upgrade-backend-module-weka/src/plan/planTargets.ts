import { imageTag } from '@cluster-upgrade/plugin-upgrade-node';
import { PlanTarget } from '@cluster-upgrade/plugin-upgrade-common';
import { backendsOf, containersOfClient } from '../inventory/components';
import { WekaObjects } from '../inventory/readWeka';
import { BACKEND_MODES, isLeftOut, WekaContainer } from '../resources';

const KINDS: Record<string, string> = {
  drive: 'drive container',
  compute: 'compute container',
  s3: 'S3 frontend',
  nfs: 'NFS frontend',
  client: 'client container',
};

/** A container as plans name it, with the machine that it runs on. */
export interface ContainerTarget extends PlanTarget {
  node?: string;
}

/** The same in every plan and in every look at it. */
export function targetId({ metadata, spec }: WekaContainer): string {
  return `${spec.mode}/${metadata.namespace}/${metadata.name}`;
}

/** What an upgrade replaces, in the order in which it does. */
export function containerTargets(
  weka: Pick<WekaObjects, 'cluster' | 'clients' | 'containers'>,
): ContainerTarget[] {
  return [
    ...BACKEND_MODES.flatMap(mode => targetsOf(backendsOf(weka, [mode]), mode)),
    ...weka.clients.flatMap(client =>
      targetsOf(
        containersOfClient(weka.containers, client),
        client.metadata.name,
      ),
    ),
  ];
}

function targetsOf(
  containers: readonly WekaContainer[],
  role: string,
): ContainerTarget[] {
  return containers
    .filter(container => !isLeftOut(container))
    .map(container => {
      const fromVersion = imageTag(container.status?.lastAppliedImage);
      const node = container.status?.nodeAffinity;
      return {
        id: targetId(container),
        name: container.metadata.name,
        kind: KINDS[container.spec.mode] ?? 'container',
        role,
        ...(fromVersion && { fromVersion }),
        ...(node && { node }),
      };
    })
    .sort((left, right) =>
      left.name.localeCompare(right.name, 'en', { numeric: true }),
    );
}

/** With the zones of their machines. */
export function inZones(
  targets: readonly ContainerTarget[],
  nodes: ReadonlyArray<{ name: string; zone?: string }>,
): PlanTarget[] {
  const zoneByNode = new Map(nodes.map(({ name, zone }) => [name, zone]));
  return targets.map(({ node, ...target }) => {
    const zone = node && zoneByNode.get(node);
    return zone ? { ...target, zone } : target;
  });
}
