import {
  KubeObject,
  ResourceType,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  ClusterView,
  isConditionTrue,
  keyOf,
  keysOfController,
  NOTHING_TO_DO,
  Pod,
  Reconciler,
  Reconciliation,
  splitKey,
  Trigger,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { frontendsBeside, keysOfNeighbours } from './frontendNeighbours';
import { PRE_PULL_OWNER_LABEL, prePullName } from './imagePrePull';
import { reconcileClient } from './reconcileClient';
import { reconcileCluster } from './reconcileCluster';
import { reconcileContainer } from './reconcileContainer';
import { reportNodeVersion } from './reportNodeVersion';
import {
  CLIENT_LABEL,
  CLUSTER_LABEL,
  WekaClient,
  WekaCluster,
  WekaContainer,
  wekaResources,
  WekaTiming,
} from './wekaObjects';

const JOIN_MS = 5_000;
const PROTECTION_MS = 20_000;
const MOUNT_RELEASE_MS = 30_000;
const DATA_UPGRADE_MS = 10_000;
const SYNC_POLL_MS = 100;

/**
 * The Weka operator, as far as upgrades see it.
 *
 * @internal
 */
export function wekaOperators(speed: number): Reconciler[] {
  const timing: WekaTiming = {
    joinMs: JOIN_MS / speed,
    protectionMs: PROTECTION_MS / speed,
    mountReleaseMs: MOUNT_RELEASE_MS / speed,
    dataUpgradeMs: DATA_UPGRADE_MS / speed,
  };
  return [
    clusterReconciler(timing),
    clientReconciler(),
    containerReconciler(timing),
    nodeVersionReconciler(),
  ];
}

function clusterReconciler(timing: WekaTiming): Reconciler {
  return onceDefined({
    name: 'weka-operator-cluster',
    watched: [
      { resource: wekaResources.clusters },
      {
        resource: wekaResources.containers,
        keysOf: keysOfLabel(CLUSTER_LABEL),
      },
      {
        resource: resourceTypes.daemonSets,
        keysOf: keysOfLabel(PRE_PULL_OWNER_LABEL),
      },
    ],
    reconcile(key, view) {
      const cluster = view.get<WekaCluster>(wekaResources.clusters, key);
      return cluster
        ? reconcileCluster({
            cluster,
            containers: labelled(view, key, CLUSTER_LABEL),
            prePull: view.get(
              resourceTypes.daemonSets,
              keyOf({
                namespace: cluster.metadata.namespace,
                name: prePullName(cluster),
              }),
            ),
            timing,
            nowMs: view.nowMs(),
          })
        : NOTHING_TO_DO;
    },
  });
}

function clientReconciler(): Reconciler {
  return onceDefined({
    name: 'weka-operator-client',
    watched: [
      { resource: wekaResources.clients },
      { resource: wekaResources.containers, keysOf: keysOfLabel(CLIENT_LABEL) },
    ],
    reconcile(key, view) {
      const client = view.get<WekaClient>(wekaResources.clients, key);
      return client
        ? reconcileClient(client, labelled(view, key, CLIENT_LABEL))
        : NOTHING_TO_DO;
    },
  });
}

function containerReconciler(timing: WekaTiming): Reconciler {
  return onceDefined({
    name: 'weka-operator-container',
    watched: [
      { resource: wekaResources.containers },
      {
        resource: resourceTypes.pods,
        keysOf: keysOfController('WekaContainer'),
      },
      // A frontend waits for its neighbours' images.
      { resource: resourceTypes.pods, keysOf: keysOfNeighbours },
    ],
    reconcile(key, view) {
      const container = view.get<WekaContainer>(wekaResources.containers, key);
      return container
        ? reconcileContainer({
            container,
            pod: view.get<Pod>(resourceTypes.pods, key),
            neighbours: frontendsBeside(container, view),
            timing,
            nowMs: view.nowMs(),
          })
        : NOTHING_TO_DO;
    },
  });
}

function nodeVersionReconciler(): Reconciler {
  return onceDefined({
    name: 'weka-node-version',
    watched: [
      {
        resource: wekaResources.containers,
        keysOf: ({ object }) =>
          object.status?.nodeAffinity ? [object.status.nodeAffinity] : [],
      },
      { resource: resourceTypes.nodes },
    ],
    reconcile(key, view) {
      const node = view.get(resourceTypes.nodes, key);
      return node
        ? {
            writes: reportNodeVersion(
              node,
              view
                .list<WekaContainer>(wekaResources.containers)
                .filter(({ status }) => status?.nodeAffinity === key),
            ),
          }
        : NOTHING_TO_DO;
    },
  });
}

function keysOfLabel(label: string): Trigger['keysOf'] {
  return ({ object: { metadata } }) => {
    const name = metadata.labels?.[label];
    return name ? [keyOf({ name, namespace: metadata.namespace })] : [];
  };
}

/** In the order of their names: the operator's own order is not specified. */
function labelled(
  view: ClusterView,
  key: string,
  label: string,
): WekaContainer[] {
  const { name, namespace = '' } = splitKey(key);
  return view
    .inNamespace<WekaContainer>(wekaResources.containers, namespace)
    .filter(({ metadata }) => metadata.labels?.[label] === name)
    .sort((one, other) => one.metadata.name.localeCompare(other.metadata.name));
}

/** A reconciler of resources that are defined only when the cluster is seeded: it sleeps until then. */
function onceDefined(reconciler: {
  name: string;
  watched: Trigger[];
  reconcile(key: string, view: ClusterView): Reconciliation;
}): Reconciler {
  const resources: ResourceType[] = Object.values(wekaResources);
  let isDefined = false;
  return {
    name: reconciler.name,
    triggers: [
      { resource: resourceTypes.customResourceDefinitions, keysOf: () => [] },
    ],
    discover(view, watch) {
      const definitions = view.cache(resourceTypes.customResourceDefinitions);
      definitions.onChange(() => {
        if (
          !isDefined &&
          resources.every(each => isServed(definitions.get(nameOf(each))))
        ) {
          isDefined = true;
          reconciler.watched.forEach(watch);
          resources.forEach(each => view.cache(each));
        }
      });
    },
    reconcile(key, view) {
      // A decision on half a picture would undo what the other half asks for.
      return [
        ...resources,
        ...reconciler.watched.map(each => each.resource),
      ].every(each => view.isSynced(each))
        ? reconciler.reconcile(key, view)
        : { writes: [], requeueAfterMs: SYNC_POLL_MS };
    },
  };
}

function nameOf({ plural, group }: ResourceType): string {
  return `${plural}.${group}`;
}

function isServed(definition: KubeObject | undefined): boolean {
  return isConditionTrue(definition?.status?.conditions, 'Established');
}
