import { StepContext } from '@cluster-upgrade/plugin-upgrade-node';
import { wekaResources } from '../resources';

/** Sends a merge patch to the WekaCluster that a step names: no step of ours writes anything else. */
export async function sendToCluster(
  patch: object,
  {
    cluster,
    input,
    signal,
  }: Pick<
    StepContext<{ namespace: string; cluster: string }>,
    'cluster' | 'input' | 'signal'
  >,
): Promise<void> {
  await cluster.patch(
    wekaResources.clusters,
    { namespace: input.namespace, name: input.cluster },
    'merge',
    patch,
    { signal },
  );
}
