import {
  AccessRule,
  ClusterClient,
  DriverCheck,
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';

const ID = 'weka-rights';
const TITLE = 'The credentials may do what the plan needs';

/** Asks the cluster itself about every right that the plan's steps need. */
export const rights: DriverCheck = {
  id: ID,
  title: TITLE,
  group: 'policy',
  async run({ cluster, neededRights, signal, clock }) {
    const questions = neededRights.flatMap(questionsOf);
    const denied: string[] = [];
    for (const question of questions) {
      if (!(await isAllowed(cluster, question, signal))) {
        denied.push(textOf(question));
      }
    }
    return [
      {
        id: ID,
        checkId: ID,
        group: 'policy',
        title: TITLE,
        status: denied.length ? 'hard-block' : 'pass',
        observed: denied.length
          ? `denied: ${denied.join(', ')}`
          : `all ${questions.length} rights are there`,
        needed: 'every right that the steps of the plan use',
        remedy: denied.length
          ? "Apply this module's manifests/rbac.yaml for the portal's service account."
          : undefined,
        objects: [],
        ownerRefs: [],
        checkedAtMs: clock.now(),
      },
    ];
  },
};

interface Question {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

function questionsOf({
  apiGroup,
  namespace,
  name,
  ...rule
}: AccessRule): Question[] {
  const [resource, subresource] = rule.resource.split('/');
  return rule.verbs.map(verb => ({
    verb,
    group: apiGroup,
    resource,
    ...(subresource ? { subresource } : {}),
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
  }));
}

async function isAllowed(
  cluster: ClusterClient,
  resourceAttributes: Question,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const review = await cluster.create<KubeObject>(
    resourceTypes.selfSubjectAccessReviews,
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: {} as { name: string },
      spec: { resourceAttributes },
    },
    { signal },
  );
  return review.status?.allowed === true;
}

function textOf({ verb, group, resource, namespace, name }: Question): string {
  return `${verb} ${resource}${group ? `.${group}` : ''}${name ? `/${name}` : ''}${
    namespace ? ` in ${namespace}` : ''
  }`;
}
