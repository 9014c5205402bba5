import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { checkWithOneAnswer } from './finding';

/** Asks the cluster itself about every right that the plan's steps need. */
export const rights = checkWithOneAnswer({
  id: 'weka-rights',
  title: 'The credentials may do what the plan needs',
  group: 'policy',
  async answer({ cluster, neededRights, signal }) {
    const questions = neededRights.flatMap(rule =>
      rule.verbs.map(verb => {
        const [resource, subresource] = rule.resource.split('/');
        return {
          verb,
          group: rule.apiGroup,
          resource,
          ...(subresource ? { subresource } : {}),
          ...(rule.namespace ? { namespace: rule.namespace } : {}),
          ...(rule.name ? { name: rule.name } : {}),
        };
      }),
    );
    const denied: string[] = [];
    for (const resourceAttributes of questions) {
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
      if (!review.status?.allowed) {
        const { verb, group, resource, namespace, name } =
          resourceAttributes as Record<string, string>;
        denied.push(
          `${verb} ${resource}${group ? `.${group}` : ''}${
            name ? `/${name}` : ''
          }${namespace ? ` in ${namespace}` : ''}`,
        );
      }
    }
    return {
      status: denied.length ? 'hard-block' : 'pass',
      observed: denied.length
        ? `denied: ${denied.join(', ')}`
        : `all ${questions.length} rights are there`,
      needed: 'every right that the steps of the plan use',
      remedy: denied.length
        ? "Apply this module's manifests/rbac.yaml for the portal's service account."
        : undefined,
    };
  },
});
