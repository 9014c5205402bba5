import {
  PlanChange,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  CheckInput,
  KubeObject,
  readObjects,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { imageVersion } from '../inspect/runningVersion';
import { readAvailableVersions } from '../releases';
import { Answer, defineCheck } from '../defineCheck';

const NEEDED = 'Every image can be pulled by every node';

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
): Answer[] {
  const images = changes.flatMap(imagesOf);
  const answers = images.flatMap(image => {
    const answer = imageAnswer(image, toVersion, pulled, offered);
    return answer ? [{ about: image, needed: NEEDED, ...answer }] : [];
  });
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

function imageAnswer(
  image: string,
  version: string,
  pulled: ReadonlySet<string>,
  offered: readonly string[],
): Pick<Answer, 'status' | 'observed' | 'remedy'> | undefined {
  if (!IMAGE.test(image)) {
    return {
      status: 'hard-block',
      observed: `"${image}" is no image name with a tag`,
      remedy: 'Correct the release in ConfigMap omni-releases.',
    };
  }
  if (pulled.has(image)) {
    return undefined;
  }
  const remedy =
    'Pull it once on a node. An image that is missing stops the upgrade at its first instance, before any node is touched.';
  return imageVersion(image) === version && offered.includes(version)
    ? {
        status: 'warning',
        observed: `The platform offers ${version}, but no node has pulled ${image} yet`,
        remedy,
      }
    : {
        status: 'not-checked',
        observed: `Nothing shows that ${image} exists`,
        remedy,
      };
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
