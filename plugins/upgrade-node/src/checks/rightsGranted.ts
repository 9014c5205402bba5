import { counted } from '@cluster-upgrade/plugin-upgrade-common';
import { resourceTypes } from '../cluster/resourceTypes';
import { CheckInput } from '../driver/UpgradeDriver';
import { KubeObject } from '../ports/KubeObject';
import { AccessRule } from '../step/StepHandler';
import { CheckAnswer, defineCheck } from './defineCheck';

/** Questions asked of the API at once. */
const CONCURRENCY = 8;

/** One verb on one resource. */
interface Right {
  apiGroup: string;
  resource: string;
  verb: string;
  namespace?: string;
  name?: string;
}

/**
 * May the portal do on this cluster what the plan needs? The cluster itself is asked, right by right.
 *
 * @public
 */
export const rightsGranted = defineCheck({
  id: 'rights-granted',
  title: 'The portal has the rights that the plan needs',
  group: 'policy',
  async answer(input) {
    const rights = distinctRights(input.neededRights);
    const missing: Right[] = [];
    const queue = [...rights];
    await Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        for (let right = queue.shift(); right; right = queue.shift()) {
          if (!(await isAllowed(right, input))) {
            missing.push(right);
          }
        }
      }),
    );
    return [rightsAnswer(rights.length, missing)];
  },
});

/**
 * Each verb on each resource once; a right in all namespaces covers those in one.
 *
 * @internal
 */
export function distinctRights(rules: readonly AccessRule[]): Right[] {
  const all = rules.flatMap(({ verbs, ...rule }) =>
    verbs.map((verb): Right => ({ ...rule, verb })),
  );
  const everywhere = new Set(
    all.filter(({ namespace }) => namespace === undefined).map(rightText),
  );
  const covered = (right: Right) =>
    right.namespace !== undefined &&
    everywhere.has(rightText({ ...right, namespace: undefined }));
  return [
    ...new Map(
      all
        .filter(right => !covered(right))
        .map(right => [rightText(right), right]),
    ).values(),
  ];
}

/** @internal */
export function rightsAnswer(
  total: number,
  missing: readonly Right[],
): CheckAnswer {
  const needed = `${counted(total, 'right')} on the cluster`;
  if (missing.length === 0) {
    return {
      status: 'pass',
      observed: `All ${counted(total, 'right')} are granted`,
      needed,
    };
  }
  return {
    status: 'hard-block',
    observed: `Not granted: ${missing.map(rightText).sort().join('; ')}`,
    needed,
    remedy:
      "Apply the driver's manifests/rbac.yaml to the cluster for the account that the portal's kubernetes configuration names, then run this check again.",
  };
}

function rightText(right: Right): string {
  const { verb, apiGroup, resource, namespace, name } = right;
  const kind = apiGroup ? `${resource}.${apiGroup}` : resource;
  return `${verb} ${kind}${name ? `/${name}` : ''}${
    namespace ? ` in ${namespace}` : ''
  }`;
}

async function isAllowed(
  { verb, apiGroup, resource, namespace, name }: Right,
  { cluster, signal }: CheckInput,
): Promise<boolean> {
  const [plural, subresource] = resource.split('/');
  const review = await cluster.create<KubeObject>(
    resourceTypes.selfSubjectAccessReviews,
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: { name: '' },
      spec: {
        resourceAttributes: {
          verb,
          group: apiGroup,
          resource: plural,
          ...(subresource === undefined ? {} : { subresource }),
          ...(namespace === undefined ? {} : { namespace }),
          ...(name === undefined ? {} : { name }),
        },
      },
    },
    { signal },
  );
  return review.status?.allowed === true;
}
