import {
  PlanChange,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  CheckInput,
  KubeObject,
  readObjects,
  resourceTypes,
  CheckAnswer,
  defineCheck,
} from '@cluster-upgrade/plugin-upgrade-node';
import { imageVersion } from '../inspect/runningVersion';
import { readAvailableVersions } from '../releases';

const NEEDED = 'Every image can be pulled by every node';

const PULL_ONCE =
  'Pull them once on a node. An image that is missing stops the upgrade at its first instance, before any node is touched.';

/** `[registry/]path:tag`, as container runtimes take it. */
const IMAGE =
  /^[a-z0-9][a-z0-9._:/-]*:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[a-f0-9]{64})?$/;

/** Do the images of the target exist? Nodes that have pulled one prove it; the registry is not asked. */
export const targetImages = defineCheck({
  id: 'target-images',
  title: "The target's images exist",
  group: 'compatibility',
  async answer(input: CheckInput) {
    const [nodes, offered] = await Promise.all([
      readObjects(input, resourceTypes.nodes),
      readAvailableVersions(input),
    ]);
    return imageAnswers(input.plan, pulledImages(nodes), offered);
  },
});

/** Pure answer of the check. */
export function imageAnswers(
  { changes, toVersion }: UpgradePlan,
  pulled: ReadonlySet<string>,
  offered: readonly string[],
): CheckAnswer[] {
  const images = changes.flatMap(imagesOf);
  const unnamed = images.filter(image => !IMAGE.test(image));
  const unproven = images.filter(
    image => IMAGE.test(image) && !pulled.has(image),
  );
  const isOffered = (image: string) =>
    imageVersion(image) === toVersion && offered.includes(toVersion);
  const answers = [
    ...answerFor('not-an-image', unnamed, {
      status: 'hard-block',
      observed: 'No image names with a tag',
      remedy: 'Correct the release in ConfigMap omni-releases.',
    }),
    ...answerFor('not-pulled', unproven.filter(isOffered), {
      status: 'warning',
      observed: `The platform offers ${toVersion}, but no node has pulled yet`,
      remedy: PULL_ONCE,
    }),
    ...answerFor(
      'unknown',
      unproven.filter(image => !isOffered(image)),
      {
        status: 'not-checked',
        observed: 'Nothing shows that these exist',
        remedy: PULL_ONCE,
      },
    ),
  ];
  return answers.length > 0
    ? answers
    : [
        {
          status: 'pass',
          observed:
            images.length === 0
              ? 'The plan changes no image'
              : `Nodes have pulled ${images.join(', ')} before`,
          needed: NEEDED,
        },
      ];
}

function answerFor(
  about: string,
  images: readonly string[],
  answer: Pick<CheckAnswer, 'status' | 'observed' | 'remedy'>,
): CheckAnswer[] {
  return images.length === 0
    ? []
    : [
        {
          ...answer,
          about,
          needed: NEEDED,
          observed: `${answer.observed}: ${images.join(', ')}`,
        },
      ];
}

function imagesOf({ fields }: PlanChange): string[] {
  return fields.flatMap(({ kind, to }) => (kind === 'image' && to ? [to] : []));
}

/** Nodes report the images that they have, if not all of them. */
export function pulledImages(nodes: readonly KubeObject[]): Set<string> {
  return new Set(
    nodes.flatMap(node =>
      (node.status?.images ?? []).flatMap(
        (image: { names?: string[] }) => image.names ?? [],
      ),
    ),
  );
}
