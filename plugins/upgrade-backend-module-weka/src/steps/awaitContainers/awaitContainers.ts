import {
  defineStep,
  listAll,
  resourceTypes,
  StepContext,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
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
import { decideAwaitContainers, SeenContainers } from './decideAwaitContainers';

/**
 * `weka-await-containers`: containers of given modes run a given image.
 */
export const awaitContainers = defineStep({
  kind: 'weka-await-containers',
  input: awaitContainersInput,
  rights: ({ namespace }) => [
    {
      apiGroup: wekaResources.clusters.group,
      resource: wekaResources.clusters.plural,
      verbs: ['get'],
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
  observe,
  decide: decideAwaitContainers,
  act: async () => {},
});

async function observe({
  cluster,
  input,
  signal,
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
    events: events.items,
  };
}
