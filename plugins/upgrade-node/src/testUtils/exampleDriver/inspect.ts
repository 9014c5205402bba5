import {
  ComponentInfo,
  Inventory,
  ObjectRef,
} from '@cluster-upgrade/plugin-upgrade-common';
import { selectorText } from '../../cluster/labelSelector';
import { readObject, readObjects } from '../../cluster/readObject';
import { keyOf, resourceTypeOf } from '../../cluster/resourceTypeOf';
import { resourceTypes } from '../../cluster/resourceTypes';
import { DriverContext } from '../../driver/UpgradeDriver';
import { nodeInfos } from '../../inspection/nodeInfos';
import { versionShares } from '../../inspection/versionShares';
import {
  runningVersions,
  workloadComponent,
} from '../../inspection/workloadVersions';
import { KubeObject } from '../../ports/KubeObject';
import { AGENT, CONTROLLER, NAMESPACE } from './resources';

/** A part of the platform as it was found, and every version that its pods run. */
interface SeenPart {
  identity: Pick<ComponentInfo, 'id' | 'title' | 'object'>;
  workload: KubeObject | undefined;
  versions: string[];
}

/** @internal */
export async function inspect(context: DriverContext): Promise<Inventory> {
  const [controller, agent, nodes, pods] = await Promise.all([
    readPart(context, 'controller', 'Controller', CONTROLLER),
    readPart(context, 'agent', 'Agents', AGENT),
    readObjects(context, resourceTypes.nodes),
    readObjects(context, resourceTypes.pods),
  ]);
  const parts = [controller, agent];
  const versions = versionShares(
    parts.map(part => ({ name: part.identity.id, versions: part.versions })),
  );
  return {
    clusterRef: context.clusterRef,
    platform: 'beacon',
    takenAtMs: context.clock.now(),
    version: versions.length === 1 ? versions[0].version : undefined,
    versions,
    components: parts.flatMap(({ identity, workload, versions: running }) =>
      workload ? [workloadComponent(identity, workload, running)] : [],
    ),
    nodes: nodeInfos(nodes, pods, (_, podsOnNode) => ({
      versions: runningVersions('main', podsOnNode.filter(isAgent)),
    })),
    applications: [],
    budgets: [],
    unknowns: parts
      .filter(({ workload }) => !workload)
      .map(({ identity: { object } }) => `${object.name} is not there`),
  };
}

/** What runs, from the pods: a template only says what should run. */
async function readPart(
  context: DriverContext,
  id: string,
  title: string,
  object: ObjectRef,
): Promise<SeenPart> {
  const workload = await readObject(
    context,
    resourceTypeOf(object),
    keyOf(object),
  );
  const pods = workload
    ? await readObjects(context, resourceTypes.pods, {
        namespace: NAMESPACE,
        labelSelector: selectorText(workload.spec.selector),
      })
    : [];
  return {
    identity: { id, title, object },
    workload,
    versions: runningVersions('main', pods),
  };
}

function isAgent({ metadata }: KubeObject): boolean {
  return (
    metadata.namespace === NAMESPACE &&
    metadata.labels?.['beacon.example/component'] === 'agent'
  );
}
