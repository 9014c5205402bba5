import {
  defineStep,
  listAll,
  resourceTypes,
  StepContext,
} from '@cluster-upgrade/plugin-upgrade-node';
import { prePullSelector } from '../../imagePrePull';
import { clusterObject, holderOf } from '../../operatorPause';
import {
  isBackendMode,
  isLeftOut,
  LABEL_CLUSTER,
  WekaCluster,
  WekaContainer,
  wekaResources,
} from '../../resources';
import { containerReadRights } from '../containerReadRights';
import { targetsOf } from '../containerTargets';
import { sendToCluster } from '../sendToCluster';
import {
  AwaitContainersInput,
  awaitContainersInput,
} from './awaitContainersInput';
import { decideAwaitContainers } from './decideAwaitContainers';
import { SeenContainers } from './SeenContainers';

/**
 * `weka-await-containers`: containers of given modes of a storage cluster run a given image. A pause holds
 * the operator, which brings them there.
 */
export const awaitContainers = defineStep({
  kind: 'weka-await-containers',
  input: awaitContainersInput,
  rights: ({ namespace }) => [
    {
      apiGroup: wekaResources.clusters.group,
      resource: wekaResources.clusters.plural,
      verbs: ['get', 'patch'],
      namespace,
    },
    ...containerReadRights(namespace),
  ],
  writes: input => [clusterObject(input)],
  observe,
  decide: decideAwaitContainers,
  targets: ({ containers, pods }, { image }) =>
    targetsOf(containers, pods, image),
  act: sendToCluster,
});

async function observe({
  cluster,
  input,
  signal,
  identity: { upgradeId },
}: StepContext<AwaitContainersInput>): Promise<SeenContainers> {
  const { namespace } = input;
  const labelSelector = `${LABEL_CLUSTER}=${input.cluster}`;
  const [wekaCluster, containers, pods, events, prePulls] = await Promise.all([
    cluster.get<WekaCluster>(
      wekaResources.clusters,
      { namespace, name: input.cluster },
      { signal },
    ),
    listAll<WekaContainer>(cluster, wekaResources.containers, {
      namespace,
      labelSelector,
      signal,
    }),
    listAll(cluster, resourceTypes.pods, { namespace, labelSelector, signal }),
    listAll(cluster, resourceTypes.events, { namespace, signal }),
    listAll(cluster, resourceTypes.pods, {
      namespace,
      labelSelector: prePullSelector(input.cluster),
      signal,
    }),
  ]);
  return {
    cluster: wekaCluster,
    containers: containers.items.filter(container =>
      input.modes.includes(container.spec.mode),
    ),
    backends: containers.items.filter(
      container => isBackendMode(container.spec.mode) && !isLeftOut(container),
    ),
    pods: pods.items,
    events: events.items,
    prePulls: prePulls.items,
    holder: holderOf(wekaCluster, upgradeId),
    upgradeId,
  };
}
