import { Message } from '@cluster-upgrade/plugin-upgrade-common';
import {
  StepContext,
  StepDecision,
} from '@cluster-upgrade/plugin-upgrade-node';
import { clusterObject } from '../operatorPause';
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

/** The decision to send it, and to look again. */
export function clusterEffect<P extends object>(
  input: { namespace: string; cluster: string },
  action: P,
  effect: Message,
): Extract<StepDecision<P>, { do: 'act' }> {
  const object = clusterObject(input);
  return {
    do: 'act',
    action,
    effect,
    object,
    then: {
      kind: 'condition',
      object,
      condition: { code: 'weka-takes-change', text: 'the change is there' },
      why: {
        code: 'just-written',
        text: 'The change was just written; the next look shows whether it arrived',
      },
      unblocks: { kind: 'nobody-needed' },
      atLimit: 'fail-step',
    },
  };
}
