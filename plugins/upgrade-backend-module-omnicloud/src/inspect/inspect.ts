import {
  Inventory,
  NodeInfo,
  VersionShare,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  budgetInfos,
  DriverContext,
  withoutOrphanedPods,
} from '@cluster-upgrade/plugin-upgrade-node';
import { AGENT } from '../resources';
import { applicationInfos, applicationWorkloads } from './applications';
import { SeenComponent, seenComponents } from './components';
import { nodeInfos } from './nodes';
import { ClusterObjects, readCluster } from './readCluster';

/** What runs on an OmniCloud cluster now. */
export async function inspect(context: DriverContext): Promise<Inventory> {
  return inventoryOf(context.clusterRef, await readCluster(context));
}

/** The inventory of what was read. Pure. */
export function inventoryOf(
  clusterRef: string,
  read: ClusterObjects,
): Inventory {
  const objects = {
    ...read,
    pods: withoutOrphanedPods(
      read.pods,
      read.nodes.map(({ metadata }) => metadata.name),
    ),
  };
  const unknowns = [...objects.unknowns];
  const components = seenComponents(objects, unknowns);
  const nodes = nodeInfos(objects.nodes, objects.pods);
  const versions = versionShares(components, nodes);
  return {
    clusterRef,
    platform: 'omnicloud',
    takenAtMs: objects.takenAtMs,
    ...(versions.length === 1 && isEveryPartKnown(components)
      ? { version: versions[0].version }
      : {}),
    versions,
    components: components.map(({ info }) => info),
    nodes,
    applications: applicationInfos(objects, unknowns),
    budgets: budgetInfos(objects.budgets, applicationWorkloads(objects)),
    unknowns,
  };
}

function isEveryPartKnown(components: readonly SeenComponent[]): boolean {
  return components.every(({ versions }) => versions.length > 0);
}

/** Agents are counted node by node: a component of many parts is not one part. */
function versionShares(
  components: readonly SeenComponent[],
  nodes: readonly NodeInfo[],
): VersionShare[] {
  const parts = [
    ...components
      .filter(({ info }) => info.id !== AGENT.id)
      .flatMap(({ info, versions }) =>
        versions.map(version => ({ version, part: info.id })),
      ),
    ...nodes.flatMap(({ name, version }) =>
      version === undefined ? [] : [{ version, part: name }],
    ),
  ];
  const partsByVersion = new Map<string, string[]>();
  for (const { version, part } of parts) {
    partsByVersion.set(version, [...(partsByVersion.get(version) ?? []), part]);
  }
  return [...partsByVersion]
    .map(([version, names]) => ({ version, parts: names }))
    .sort(
      (left, right) =>
        right.parts.length - left.parts.length ||
        (left.version < right.version ? -1 : 1),
    );
}
