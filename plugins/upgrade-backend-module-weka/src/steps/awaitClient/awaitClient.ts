import {
  defineStep,
  listAll,
  resourceTypes,
  StepContext,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  LABEL_CLIENT,
  WekaClient,
  WekaContainer,
  wekaResources,
} from '../../resources';
import { containerReadRights } from '../containerReadRights';
import { targetsOf } from '../containerTargets';
import { AwaitClientInput, awaitClientInput } from './awaitClientInput';
import { decideAwaitClient, SeenClient } from './decideAwaitClient';

/**
 * `weka-await-client`: the containers of one WekaClient run a given image. The operator has no pause for
 * them; with the policy `manual` nothing goes on without a person.
 */
export const awaitClient = defineStep({
  kind: 'weka-await-client',
  input: awaitClientInput,
  rights: ({ namespace }) => [
    {
      apiGroup: wekaResources.clients.group,
      resource: wekaResources.clients.plural,
      verbs: ['get'],
      namespace,
    },
    ...containerReadRights(namespace),
  ],
  observe,
  decide: decideAwaitClient,
  targets: ({ containers, pods }, { image }) =>
    targetsOf(containers, pods, image),
});

async function observe({
  cluster,
  input: { namespace, client },
  signal,
}: StepContext<AwaitClientInput>): Promise<SeenClient> {
  const labelSelector = `${LABEL_CLIENT}=${client}`;
  const [wekaClient, containers, pods] = await Promise.all([
    cluster.get<WekaClient>(
      wekaResources.clients,
      { namespace, name: client },
      { signal },
    ),
    listAll<WekaContainer>(cluster, wekaResources.containers, {
      namespace,
      labelSelector,
      signal,
    }),
    listAll(cluster, resourceTypes.pods, { namespace, labelSelector, signal }),
  ]);
  return {
    client: wekaClient,
    containers: containers.items,
    pods: pods.items,
  };
}
