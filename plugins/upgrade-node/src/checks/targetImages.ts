import {
  PlanChange,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { readObjects } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { CheckInput, DriverCheck } from '../driver/UpgradeDriver';
import { imageTag } from '../inspection/workloadVersions';
import { KubeObject } from '../ports/KubeObject';
import { CheckAnswer, answersOrPass, defineCheck } from './defineCheck';

const NEEDED = 'Every image can be pulled by every node';

const PULL_ONCE =
  'Pull them once on a node. An image that is missing stops the upgrade at its first instance, before any node is touched.';

/** `[registry/]path:tag`, as container runtimes take it. */
const IMAGE =
  /^[a-z0-9][a-z0-9._:/-]*:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[a-f0-9]{64})?$/;

/**
 * How a platform tells which images exist.
 *
 * @public
 */
export interface ImageSource {
  /** Versions that the platform offers; an image of one of them is taken to exist. */
  readOffered(input: CheckInput): Promise<readonly string[]>;
  /** Where a release is corrected whose image is none. */
  correctRemedy: string;
}

/**
 * Do the images of the target exist? Nodes that have pulled one prove it; the registry is not asked.
 *
 * @public
 */
export function targetImages({
  readOffered,
  correctRemedy,
}: ImageSource): DriverCheck {
  return defineCheck({
    id: 'target-images',
    title: "The target's images exist",
    group: 'compatibility',
    async answer(input) {
      const [nodes, offered] = await Promise.all([
        readObjects(input, resourceTypes.nodes),
        readOffered(input),
      ]);
      return imageAnswers(input.plan, {
        pulled: pulledImages(nodes),
        offered,
        correctRemedy,
      });
    },
  });
}

/** @internal */
export function imageAnswers(
  { changes, toVersion }: UpgradePlan,
  {
    pulled,
    offered,
    correctRemedy,
  }: {
    pulled: ReadonlySet<string>;
    offered: readonly string[];
    correctRemedy: string;
  },
): CheckAnswer[] {
  const images = [...new Set(changes.flatMap(imagesOf))];
  const unnamed = images.filter(image => !IMAGE.test(image));
  const unproven = images.filter(
    image => IMAGE.test(image) && !pulled.has(image),
  );
  const isOffered = (image: string) =>
    imageTag(image) === toVersion && offered.includes(toVersion);
  const answers = [
    ...answerFor('not-an-image', unnamed, {
      status: 'hard-block',
      observed: 'No image names with a tag',
      remedy: correctRemedy,
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
  return answersOrPass(answers, {
    observed:
      images.length === 0
        ? 'The plan changes no image'
        : `Nodes have pulled ${images.join(', ')} before`,
    needed: NEEDED,
  });
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

/**
 * Nodes report the images that they have, if not all of them.
 *
 * @internal
 */
export function pulledImages(nodes: readonly KubeObject[]): Set<string> {
  return new Set(
    nodes.flatMap(node =>
      (node.status?.images ?? []).flatMap(
        (image: { names?: string[] }) => image.names ?? [],
      ),
    ),
  );
}
