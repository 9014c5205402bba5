import { z } from 'zod';
import {
  defineStep,
  listAll,
  StepContext,
  StepDecision,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  LABEL_CLUSTER,
  WEKA_API_VERSION,
  WekaCluster,
  WekaContainer,
  wekaResources,
} from '../../resources';

const revertImageInput = z.strictObject({
  namespace: z.string().min(1),
  cluster: z.string().min(1),
  /** The image of the upgrade that is taken back. */
  image: z.string().min(1),
});

type RevertImageInput = z.output<typeof revertImageInput>;

interface Seen {
  wekaCluster: WekaCluster;
  /** Containers that run the new image already. */
  applied: string[];
  /** From the snapshot. */
  previousImage: string | undefined;
}

type Patch = { spec: Record<string, unknown> };

/**
 * `weka-revert-image`: the way back of a WekaCluster's image, as far as there is one. Weka changes the
 * format on the drives with the first container that runs a new version, and refuses to go back from then
 * on: the old image returns only while no container has applied the new one; afterwards the operator is
 * paused, so that nothing more is changed until a person has decided.
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
  act: send,
});

function clusterObject({ namespace, cluster }: RevertImageInput) {
  return {
    apiVersion: WEKA_API_VERSION,
    kind: 'WekaCluster',
    namespace,
    name: cluster,
  };
}

async function observe(context: StepContext<RevertImageInput>): Promise<Seen> {
  const { cluster, input, signal } = context;
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
    applied: containers.items
      .filter(container => container.status?.lastAppliedImage === input.image)
      .map(container => container.metadata.name),
    previousImage: typeof saved === 'string' ? saved : undefined,
  };
}

/** Pure. */
export function decideRevert(
  { wekaCluster, applied, previousImage }: Seen,
  { input }: { input: RevertImageInput },
): StepDecision<Patch> {
  if (applied.length > 0) {
    return wekaCluster.spec.overrides?.upgradePaused
      ? {
          do: 'finish',
          result: {
            code: 'weka-forward-only',
            params: { applied: applied.length },
            text: `${applied.length} containers run the new version, and Weka does not go back: the operator is paused. Mend forward, then take spec.overrides.upgradePaused away.`,
          },
        }
      : act(
          { spec: { overrides: { upgradePaused: true } } },
          'weka-pause',
          'Pause the Weka operator: a container runs the new version, so there is no way back',
          input,
        );
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
  return wekaCluster.spec.image === previousImage
    ? {
        do: 'finish',
        result: {
          code: 'weka-image-reverted',
          text: `The WekaCluster asks for ${previousImage} again`,
        },
      }
    : act(
        { spec: { image: previousImage } },
        'weka-revert-image',
        `Set the image of the WekaCluster back to ${previousImage}`,
        input,
      );
}

function act(
  action: Patch,
  code: string,
  text: string,
  input: RevertImageInput,
): StepDecision<Patch> {
  return {
    do: 'act',
    action,
    effect: { code, text },
    object: clusterObject(input),
    then: {
      kind: 'condition',
      object: clusterObject(input),
      condition: { code: 'weka-takes-change', text: 'the change is there' },
      why: {
        code: 'just-written',
        text: 'It was just written and is looked at again',
      },
      unblocks: { kind: 'nobody-needed' },
      atLimit: 'fail-step',
    },
  };
}

async function send(
  patch: Patch,
  { cluster, input, signal }: StepContext<RevertImageInput>,
): Promise<void> {
  await cluster.patch(
    wekaResources.clusters,
    { namespace: input.namespace, name: input.cluster },
    'merge',
    patch,
    { signal },
  );
}
