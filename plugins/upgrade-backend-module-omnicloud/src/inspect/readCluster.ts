import {
  DriverContext,
  isApiError,
  KubeObject,
  ListOptions,
  readObject,
  readObjects,
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { AGENT, LABEL_APP, OMNI_NAMESPACE, PLATFORM } from '../resources';

/** Everything that an inspection looks at, as it was read. */
export interface ClusterObjects {
  takenAtMs: number;
  nodes: KubeObject[];
  pods: KubeObject[];
  /** Of the platform's namespace. */
  platformDeployments: KubeObject[];
  agentDaemonSet?: KubeObject;
  platformRecord?: KubeObject;
  applicationDeployments: KubeObject[];
  applicationStatefulSets: KubeObject[];
  budgets: KubeObject[];
  /** What could not be read, each with its reason. */
  unknowns: string[];
}

/**
 * Reads what an inspection needs. Without nodes, pods and workloads nothing could be said, so these
 * errors are thrown; what only enriches the picture becomes an unknown.
 */
export async function readCluster(
  context: DriverContext,
): Promise<ClusterObjects> {
  const unknowns: string[] = [];
  const list = (type: ResourceType, options?: ListOptions) =>
    readObjects(context, type, options);
  const ofApps = { labelSelector: LABEL_APP };
  const ofPlatform = { namespace: OMNI_NAMESPACE };
  const [
    nodes,
    pods,
    platformDeployments,
    applicationDeployments,
    applicationStatefulSets,
    agentDaemonSet,
    platformRecord,
    budgets,
  ] = await Promise.all([
    list(resourceTypes.nodes),
    list(resourceTypes.pods),
    list(resourceTypes.deployments, ofPlatform),
    list(resourceTypes.deployments, ofApps),
    list(resourceTypes.statefulSets, ofApps),
    readObject(context, resourceTypes.daemonSets, {
      ...ofPlatform,
      name: AGENT.name,
    }),
    readObject(context, resourceTypes.configMaps, {
      ...ofPlatform,
      name: PLATFORM.name,
    }),
    list(resourceTypes.podDisruptionBudgets).catch(error => {
      unknowns.push(refusedText('Disruption budgets', error));
      return [];
    }),
  ]);
  return {
    takenAtMs: context.clock.now(),
    nodes,
    pods,
    platformDeployments,
    applicationDeployments: outsidePlatform(applicationDeployments),
    applicationStatefulSets: outsidePlatform(applicationStatefulSets),
    agentDaemonSet,
    platformRecord,
    budgets,
    unknowns,
  };
}

function outsidePlatform(workloads: KubeObject[]): KubeObject[] {
  return workloads.filter(
    ({ metadata }) => metadata.namespace !== OMNI_NAMESPACE,
  );
}

/** Only a missing right leaves something unknown; anything else is an error of its own. */
function refusedText(what: string, error: unknown): string {
  if (isApiError(error, 403)) {
    return `${what} could not be read: ${error.message}`;
  }
  throw error;
}
