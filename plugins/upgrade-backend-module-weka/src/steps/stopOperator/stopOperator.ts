import { z } from 'zod';
import {
  defineStep,
  StepContext,
  StepDecision,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  clusterObject,
  holderOf,
  holdPatch,
  PauseHolder,
  PausePatch,
  releasePatch,
} from '../../operatorPause';
import { WekaCluster, wekaResources } from '../../resources';
import { clusterEffect, sendToCluster } from '../sendToCluster';

const stopOperatorInput = z.strictObject({
  namespace: z.string().min(1),
  cluster: z.string().min(1),
  /** The image of the upgrade that is stopped. */
  image: z.string().min(1),
});

type StopOperatorInput = z.output<typeof stopOperatorInput>;

interface Seen {
  wekaCluster: WekaCluster;
  holder: PauseHolder;
  upgradeId: string;
}

/**
 * `weka-stop-operator`: nothing goes on by itself when an upgrade is cancelled or taken back. In the
 * middle of the storage cluster's upgrade the operator is paused and stays so, because it would bring every
 * other container to the new version all the same; else a pause of this upgrade is taken away.
 */
export const stopOperator = defineStep({
  kind: 'weka-stop-operator',
  input: stopOperatorInput,
  rights: ({ namespace }) => [
    {
      apiGroup: wekaResources.clusters.group,
      resource: wekaResources.clusters.plural,
      verbs: ['get', 'patch'],
      namespace,
    },
  ],
  writes: input => [clusterObject(input)],
  observe,
  decide: decideStop,
  act: sendToCluster,
});

async function observe({
  cluster,
  input,
  signal,
  identity: { upgradeId },
}: StepContext<StopOperatorInput>): Promise<Seen> {
  const wekaCluster = await cluster.get<WekaCluster>(
    wekaResources.clusters,
    { namespace: input.namespace, name: input.cluster },
    { signal },
  );
  return { wekaCluster, holder: holderOf(wekaCluster, upgradeId), upgradeId };
}

/** Pure. */
export function decideStop(
  { wekaCluster: { spec, status }, holder, upgradeId }: Seen,
  { input }: { input: StopOperatorInput },
): StepDecision<PausePatch> {
  const isInTheMiddle =
    spec.image === input.image && status?.lastAppliedImage !== input.image;
  if (!isInTheMiddle) {
    return holder === 'this-upgrade'
      ? clusterEffect(input, releasePatch(), {
          code: 'weka-go-on',
          text: 'Let the Weka operator go on: nothing of this upgrade is left to hold',
        })
      : {
          do: 'finish',
          result: {
            code: 'weka-nothing-to-stop',
            text: 'The Weka operator has nothing of this upgrade to do',
          },
        };
  }
  return holder === 'nobody'
    ? clusterEffect(input, holdPatch(upgradeId), {
        code: 'weka-pause',
        text: 'Pause the Weka operator: it would go on with the upgrade by itself',
      })
    : {
        do: 'finish',
        result: {
          code: 'weka-operator-paused',
          text: 'The Weka operator is paused in the middle of the upgrade, and takes no further container. To let it go on, take spec.overrides.upgradePaused away.',
        },
      };
}
