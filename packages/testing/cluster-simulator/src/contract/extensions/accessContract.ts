import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';

const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

const review = (scope: ContractScope, spec: object) =>
  scope.api.post(reviews, { spec });

/** @public */
export const accessContract: Contract = {
  title: 'access',
  cases: {
    'a caller can ask what it may do': async scope => {
      const answer = expectSuccess(
        await review(scope, {
          resourceAttributes: {
            namespace: scope.namespace,
            verb: 'create',
            resource: 'pods',
            subresource: 'eviction',
          },
        }),
        201,
      );
      expect(answer).toMatchObject({
        kind: 'SelfSubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        status: { allowed: true },
      });
    },

    'a question without attributes is refused': async scope => {
      const answer = await review(scope, {});
      expect(answer.status).toBe(422);
      expect(answer.body.reason).toBe('Invalid');
    },

    'a caller is told which right is missing': async scope => {
      const guest = scope.asGuest();
      expectFailure(await guest.get('/api/v1/nodes'), {
        code: 403,
        reason: 'Forbidden',
        message:
          'nodes is forbidden: User "guest" cannot list resource "nodes" in API group "" at the cluster scope',
        details: { kind: 'nodes' },
      });
      expectFailure(
        await guest.patch(
          'merge',
          scope.path('apps/v1', 'deployments', 'web'),
          {},
        ),
        {
          code: 403,
          reason: 'Forbidden',
          message: `deployments.apps "web" is forbidden: User "guest" cannot patch resource "deployments" in API group "apps" in the namespace "${scope.namespace}"`,
          details: { name: 'web', group: 'apps', kind: 'deployments' },
        },
      );
      expectFailure(
        await guest.post(scope.path('v1', 'pods', 'web', 'eviction'), {}),
        {
          code: 403,
          reason: 'Forbidden',
          message: `pods "web" is forbidden: User "guest" cannot create resource "pods/eviction" in API group "" in the namespace "${scope.namespace}"`,
          details: { name: 'web', kind: 'pods' },
        },
      );
    },

    'a caller without rights may still ask which it has, and read the version':
      async scope => {
        const guest = scope.asGuest();
        const answer = expectSuccess(
          await guest.post(reviews, {
            spec: { resourceAttributes: { verb: 'list', resource: 'nodes' } },
          }),
          201,
        );
        expect(answer.status.allowed).toBe(false);
        expectSuccess(await guest.get('/version'));
        expectSuccess(await guest.get('/apis/apps/v1'));
      },

    'a caller without a valid token is not let in': async scope => {
      expectFailure(await scope.asHolderOf('wrong').get('/api/v1/nodes'), {
        code: 401,
        reason: 'Unauthorized',
        message: 'Unauthorized',
      });
    },
  },
};
