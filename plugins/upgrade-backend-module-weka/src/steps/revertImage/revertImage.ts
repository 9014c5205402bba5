import { z } from 'zod';
import {
  defineStep,
  listAll,
  StepContext,
  StepDecision,
  StepLeftover,
  imageTag,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  clusterObject,
  holderOf,
  PauseHolder,
  releasePatch,
} from '../../operatorPause';
import {
  isGoingAway,
  LABEL_CLUSTER,
  WekaCluster,
  WekaContainer,
  wekaResources,
} from '../../resources';
import { clusterEffect, sendToCluster } from '../sendToCluster';

const revertImageInput = z.strictObject({
  namespace: z.string().min(1),
  cluster: z.string().min(1),
  /** The image of the upgrade that is taken back. */
  image: z.string().min(1),
});

type RevertImageInput = z.output<typeof revertImageInput>;

interface Seen {
  wekaCluster: WekaCluster;
  holder: PauseHolder;
  containers: WekaContainer[];
  /** From the snapshot. */
  previousImage: string | undefined;
}

type Patch = { spec: Record<string, unknown>; metadata?: object };

/**
 * `weka-revert-image`: the way back of a WekaCluster's image, as far as there is one. Weka changes the
 * format on the drives with the first container that runs a new version, and refuses to go back from then
 * on. The operator doesn't take back what it told a container either: once the WekaCluster asks for the
 * image that it last applied, it leaves containers alone (weka-operator, `handleUpgrade`). So the old image
 * returns only while no container was told; afterwards the operator stays paused, which
 * `weka-stop-operator` before it has seen to, until a person has decided.
 */
export const revertImage = defineStep({
  kind: 'weka-revert-image',
  input: revertImageInput,
  rights: ({ namespace }) => [
    {
      apiGroup: wekaResources.clusters.group,
      resource: wekaResources.clusters.plural,
      verbs: ['get', 'patch'],
      namespace,
    },
    {
      apiGroup: wekaResources.containers.group,
      resource: wekaResources.containers.plural,
      verbs: ['list'],
      namespace,
    },
  ],
  writes: input => [clusterObject(input)],
  observe,
  decide: decideRevert,
  act: sendToCluster,
});

async function observe(context: StepContext<RevertImageInput>): Promise<Seen> {
  const { cluster, input, signal, identity } = context;
  const { namespace } = input;
  const [wekaCluster, containers] = await Promise.all([
    cluster.get<WekaCluster>(
      wekaResources.clusters,
      { namespace, name: input.cluster },
      { signal },
    ),
    listAll<WekaContainer>(cluster, wekaResources.containers, {
      namespace,
      labelSelector: `${LABEL_CLUSTER}=${input.cluster}`,
      signal,
    }),
  ]);
  const saved = context.snapshotOf(clusterObject(input))?.values['/spec/image'];
  return {
    wekaCluster,
    holder: holderOf(wekaCluster, identity.upgradeId),
    containers: containers.items,
    previousImage: typeof saved === 'string' ? saved : undefined,
  };
}

/** Pure. */
export function decideRevert(
  { wekaCluster, holder, containers, previousImage }: Seen,
  { input }: { input: RevertImageInput },
): StepDecision<Patch> {
  const changed = containers.filter(container =>
    isChanged(container, input.image),
  );
  if (changed.length > 0) {
    return {
      do: 'finish',
      result: {
        code: 'weka-forward-only',
        params: { containers: changed.length },
        text: `${changed.length} containers run the new version or were told to, and Weka does not go back. Finish the upgrade to ${imageTag(input.image)} when it is mended.`,
      },
      leftover: {
        object: clusterObject(input),
        cause: {
          code: 'weka-containers-upgraded',
          params: { containers: changed.length },
          text: `${changed.length} containers run ${imageTag(input.image)} or were told to`,
        },
      },
    };
  }
  if (previousImage === input.image) {
    return {
      do: 'finish',
      result: {
        code: 'weka-stays-part-way',
        text: 'The upgrade had been begun before, and stays where it was found. Finish it forward.',
      },
      leftover: phaseLeftover(input),
    };
  }
  if (previousImage === undefined) {
    return {
      do: 'fail',
      failure: {
        kind: 'error',
        object: clusterObject(input),
        cause: {
          code: 'weka-no-saved-image',
          text: 'The image from before the upgrade was not saved',
        },
        remedy:
          'Set spec.image of the WekaCluster to the version that its containers run, then retry the step.',
      },
    };
  }
  return wekaCluster.spec.image === previousImage && holder !== 'this-upgrade'
    ? {
        do: 'finish',
        result: {
          code: 'weka-image-reverted',
          text: `The WekaCluster asks for ${previousImage} again`,
        },
        leftover: phaseLeftover(input),
      }
    : setBack(previousImage, holder, input);
}

/**
 * The operator prepares Weka and opens its drive phase before it looks at gates or tells the first container,
 * and leaves it open once the old image is asked for. No object says whether it did.
 */
function phaseLeftover(input: RevertImageInput): StepLeftover {
  return {
    object: clusterObject(input),
    cause: {
      code: 'weka-phase-may-be-open',
      params: { version: imageTag(input.image) ?? '' },
      text: `Weka may still be prepared for ${imageTag(input.image)}: see upgrade_info.upgrade_phase in 'weka status --json'. The next upgrade ends it`,
    },
  };
}

/** One that only was told counts too: it takes the image whenever its pod is replaced. */
function isChanged(container: WekaContainer, image: string): boolean {
  return (
    container.status?.lastAppliedImage === image ||
    (container.spec.image === image && !isGoingAway(container))
  );
}

function setBack(
  image: string,
  holder: PauseHolder,
  input: RevertImageInput,
): StepDecision<Patch> {
  const release = holder === 'this-upgrade' ? releasePatch() : undefined;
  return clusterEffect<Patch>(
    input,
    { ...release, spec: { ...release?.spec, image } },
    {
      code: 'weka-revert-image',
      text: `Set the image of the WekaCluster back to ${image}`,
    },
  );
}
