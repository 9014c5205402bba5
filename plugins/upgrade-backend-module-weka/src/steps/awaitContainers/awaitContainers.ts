import {
  defineStep,
  listAll,
  resourceTypes,
  StepContext,
} from '@cluster-upgrade/plugin-upgrade-node';
import { clusterObject, holderOf } from '../../operatorPause';
import {
  isBackendMode,
  isLeftOut,
  LABEL_CLIENT,
  LABEL_CLUSTER,
  WekaCluster,
  WekaContainer,
  wekaResources,
} from '../../resources';
import {
  AwaitContainersInput,
  awaitContainersInput,
} from './awaitContainersInput';
import { sendToCluster } from '../sendToCluster';
import { decideAwaitContainers, SeenContainers } from './decideAwaitContainers';

/**
 * `weka-await-containers`: containers of given modes run a given image. A pause holds the operator, which
 * brings them there; only that of clients can't be held.
 */
export const awaitContainers = defineStep({
  kind: 'weka-await-containers',
  input: awaitContainersInput,
  rights: ({ namespace, client }) => [
    {
      apiGroup: wekaResources.clusters.group,
      resource: wekaResources.clusters.plural,
      // A pause is passed on to the operator, which has none for clients.
      verbs: client ? ['get'] : ['get', 'patch'],
      namespace,
    },
    {
      apiGroup: wekaResources.containers.group,
      resource: wekaResources.containers.plural,
      verbs: ['list'],
      namespace,
    },
    { apiGroup: '', resource: 'events', verbs: ['list'], namespace },
  ],
  writes: input => (input.client ? [] : [clusterObject(input)]),
  observe,
  decide: decideAwaitContainers,
  act: sendToCluster,
});

async function observe({
  cluster,
  input,
  signal,
  identity: { upgradeId },
}: StepContext<AwaitContainersInput>): Promise<SeenContainers> {
  const { namespace } = input;
  const owner = input.client
    ? `${LABEL_CLIENT}=${input.client}`
    : `${LABEL_CLUSTER}=${input.cluster}`;
  const [wekaCluster, containers, events] = await Promise.all([
    cluster.get<WekaCluster>(
      wekaResources.clusters,
      { namespace, name: input.cluster },
      { signal },
    ),
    listAll<WekaContainer>(cluster, wekaResources.containers, {
      namespace,
      labelSelector: owner,
      signal,
    }),
    listAll(cluster, resourceTypes.events, { namespace, signal }),
  ]);
  return {
    cluster: wekaCluster,
    containers: containers.items.filter(container =>
      input.modes.includes(container.spec.mode),
    ),
    backends: input.client
      ? []
      : containers.items.filter(
          container =>
            isBackendMode(container.spec.mode) && !isLeftOut(container),
        ),
    events: events.items,
    holder: holderOf(wekaCluster, upgradeId),
    upgradeId,
  };
}
