import {
  ComponentInfo,
  Inventory,
  NodeInfo,
  ObjectRef,
  VersionShare,
} from '@cluster-upgrade/plugin-upgrade-common';
import { selectorText } from '../../cluster/labelSelector';
import { readObject, readObjects } from '../../cluster/readObject';
import { keyOf, resourceTypeOf } from '../../cluster/resourceTypeOf';
import { resourceTypes } from '../../cluster/resourceTypes';
import { DriverContext } from '../../driver/UpgradeDriver';
import { KubeObject } from '../../ports/KubeObject';
import { hasCondition } from '../../workloads/pods';
import { workloadCounts } from '../../workloads/workloads';
import { AGENT, CONTROLLER, NAMESPACE, versionOfImage } from './resources';

/** A part of the platform, and the pods that run it. */
interface SeenPart {
  id: string;
  title: string;
  object: ObjectRef;
  workload: KubeObject | undefined;
  pods: KubeObject[];
}

/** @internal */
export async function inspect(context: DriverContext): Promise<Inventory> {
  const [controller, agent, nodes] = await Promise.all([
    readPart(context, 'controller', 'Controller', CONTROLLER),
    readPart(context, 'agent', 'Agents', AGENT),
    readObjects(context, resourceTypes.nodes),
  ]);
  const parts = [controller, agent];
  const versions = sharesOf(parts);
  return {
    clusterRef: context.clusterRef,
    platform: 'beacon',
    takenAtMs: context.clock.now(),
    version: versions.length === 1 ? versions[0].version : undefined,
    versions,
    components: parts.map(componentOf),
    nodes: nodes.map(node => nodeOf(node, agent.pods)),
    applications: [],
    budgets: [],
    unknowns: parts
      .filter(({ workload }) => !workload)
      .map(({ object }) => `${object.kind} ${object.name} is not there`),
  };
}

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
  return { id, title, object, workload, pods };
}

/** What runs, from the pods: a template only says what should run. */
function sharesOf(parts: readonly SeenPart[]): VersionShare[] {
  const partsByVersion = new Map<string, string[]>();
  for (const { id, pods } of parts) {
    for (const version of new Set(pods.flatMap(versionsOfPod))) {
      partsByVersion.set(version, [...(partsByVersion.get(version) ?? []), id]);
    }
  }
  return [...partsByVersion]
    .map(([version, ids]) => ({ version, parts: ids }))
    .sort((a, b) => b.parts.length - a.parts.length);
}

function versionsOfPod(pod: KubeObject): string[] {
  return pod.spec.containers.flatMap(
    ({ image }: { image: string }) => versionOfImage(image) ?? [],
  );
}

function componentOf({
  id,
  title,
  object,
  workload,
  pods,
}: SeenPart): ComponentInfo {
  const versions = new Set(pods.flatMap(versionsOfPod));
  const counts = workload && workloadCounts(workload);
  return {
    id,
    title,
    object,
    version: versions.size === 1 ? [...versions][0] : undefined,
    images: Object.fromEntries(
      (workload?.spec.template.spec.containers ?? []).map(
        ({ name, image }: { name: string; image: string }) => [name, image],
      ),
    ),
    desired: counts?.desired ?? 0,
    ready: counts?.ready ?? 0,
  };
}

function nodeOf(node: KubeObject, agents: readonly KubeObject[]): NodeInfo {
  const agent = agents.find(pod => pod.spec.nodeName === node.metadata.name);
  return {
    name: node.metadata.name,
    uid: node.metadata.uid!,
    isReady: hasCondition(node, 'Ready'),
    isCordoned: node.spec?.unschedulable === true,
    isSpare: false,
    version: agent && versionsOfPod(agent)[0],
    // A real driver counts pods and adds up requests here; the example moves no applications.
    movablePods: 0,
    allocatable: { cpuMillis: 0, memoryBytes: 0 },
    requested: { cpuMillis: 0, memoryBytes: 0 },
  };
}
