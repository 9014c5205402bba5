import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { budget, pod } from '../manifests';
import { Counts, statusBecomes } from '../convergence';
import { PodFate, PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';

const labels = { app: 'web' };

function evict(
  scope: ContractScope,
  name: string,
  body: object = {},
  query = {},
) {
  return scope.api.post(
    scope.path('v1', 'pods', name, 'eviction'),
    {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name, namespace: scope.namespace },
      ...body,
    },
    query,
  );
}

/** Pods bound to a node that never runs them further: their status is all there is. */
async function addPods(
  scope: ContractScope,
  names: string[],
  fateOf: (name: string) => PodFate = () => 'ready',
): Promise<void> {
  const node = await addReadyNode(scope, 'node');
  PodRunner.start(scope, ({ metadata }) => fateOf(metadata.name));
  for (const name of names) {
    expectSuccess(
      await scope.api.post(
        scope.path('v1', 'pods'),
        pod(name, {
          labels,
          spec: {
            nodeName: node.metadata.name,
            terminationGracePeriodSeconds: 30,
          },
        }),
      ),
      201,
    );
  }
  await scope.eventually(async () => {
    const { body } = await scope.api.get(scope.path('v1', 'pods'));
    const waiting = body.items.filter(
      ({ metadata, status }: any) =>
        fateOf(metadata.name) !== 'pending' && status.phase === 'Pending',
    );
    expect(waiting).toEqual([]);
  });
}

async function addBudget(
  scope: ContractScope,
  name: string,
  spec: object,
  expectedStatus: Counts,
): Promise<void> {
  const path = scope.path('policy/v1', 'poddisruptionbudgets');
  expectSuccess(await scope.api.post(path, budget(name, labels, spec)), 201);
  await budgetBecomes(scope, name, expectedStatus);
}

function budgetBecomes(
  scope: ContractScope,
  name: string,
  status: Counts,
): Promise<any> {
  return statusBecomes(
    scope,
    scope.path('policy/v1', 'poddisruptionbudgets', name),
    status,
  );
}

const blocked = (message: string) => ({
  code: 429,
  reason: 'TooManyRequests',
  message: "Cannot evict pod as it would violate the pod's disruption budget.",
  details: { causes: [{ reason: 'DisruptionBudget', message }] },
});

/** @public */
export const evictionContract: Contract = {
  title: 'eviction',
  cases: {
    'a pod without a budget is evicted: created, then deleted': async scope => {
      await addPods(scope, ['web-0']);
      const answer = await evict(scope, 'web-0');
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        code: 201,
      });
      await scope.eventually(async () => {
        const { status } = await scope.api.get(
          scope.path('v1', 'pods', 'web-0'),
        );
        expect(status).toBe(404);
      });
    },

    'a pod that was made anew under its name is not evicted for the old one':
      async scope => {
        await addPods(scope, ['web-0']);
        const error = await scope.client
          .evict({
            name: 'web-0',
            namespace: scope.namespace,
            uid: '00000000-0000-4000-8000-000000000000',
          })
          .catch(caught => caught);
        expect(error).toMatchObject({ status: 409, reason: 'Conflict' });
      },

    'a budget allows as many evictions as it has healthy pods to spare':
      async scope => {
        await addPods(scope, ['web-0', 'web-1', 'web-2']);
        await addBudget(
          scope,
          'web',
          { minAvailable: 2 },
          {
            currentHealthy: 3,
            desiredHealthy: 2,
            disruptionsAllowed: 1,
            expectedPods: 3,
          },
        );
        expect((await evict(scope, 'web-0')).status).toBe(201);
        expectFailure(
          await evict(scope, 'web-1'),
          blocked(
            'The disruption budget web needs 2 healthy pods and has 2 currently',
          ),
        );
        await budgetBecomes(scope, 'web', {
          currentHealthy: 2,
          disruptionsAllowed: 0,
        });
      },

    'an eviction takes its disruption from the budget in the same moment':
      async scope => {
        await addPods(scope, ['web-0', 'web-1']);
        await addBudget(
          scope,
          'web',
          { minAvailable: 1 },
          { disruptionsAllowed: 1 },
        );
        const answers = await Promise.all([
          evict(scope, 'web-0'),
          evict(scope, 'web-1'),
        ]);
        const codes = answers.map(({ status }) => status).sort();
        expect(codes).toEqual([201, 429]);
      },

    'a blocked eviction says so with 429, cause and numbers': async scope => {
      await addPods(scope, ['web-0']);
      await addBudget(
        scope,
        'web',
        { minAvailable: 1 },
        { disruptionsAllowed: 0, currentHealthy: 1 },
      );
      const answer = await evict(scope, 'web-0');
      expectFailure(
        answer,
        blocked(
          'The disruption budget web needs 1 healthy pods and has 1 currently',
        ),
      );
      expect(answer.headers['retry-after']).toBeUndefined();
    },

    'two budgets over one pod are an internal error that names the mistake':
      async scope => {
        await addPods(scope, ['web-0']);
        await addBudget(
          scope,
          'one',
          { minAvailable: 0 },
          { currentHealthy: 1 },
        );
        await addBudget(
          scope,
          'two',
          { minAvailable: 0 },
          { currentHealthy: 1 },
        );
        expectFailure(await evict(scope, 'web-0'), {
          code: 500,
          message:
            'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
        });
      },

    'an eviction with another uid is a conflict': async scope => {
      await addPods(scope, ['web-0']);
      const { body } = await scope.api.get(scope.path('v1', 'pods', 'web-0'));
      expectFailure(
        await evict(scope, 'web-0', {
          deleteOptions: { preconditions: { uid: 'other' } },
        }),
        {
          code: 409,
          reason: 'Conflict',
          message: `Operation cannot be fulfilled on Pod "web-0": the UID in the precondition (other) does not match the UID in record (${body.metadata.uid}). The object might have been deleted and then recreated`,
          details: { name: 'web-0', kind: 'Pod' },
        },
      );
    },

    'a dry run evicts nobody and costs no budget': async scope => {
      await addPods(scope, ['web-0', 'web-1']);
      await addBudget(
        scope,
        'web',
        { minAvailable: 1 },
        { disruptionsAllowed: 1 },
      );
      const answer = await evict(scope, 'web-0', {
        deleteOptions: { dryRun: ['All'] },
      });
      expect(answer.status).toBe(201);
      const { body } = await scope.api.get(scope.path('v1', 'pods', 'web-0'));
      expect(body.metadata.deletionTimestamp).toBeUndefined();
      await budgetBecomes(scope, 'web', { disruptionsAllowed: 1 });
    },

    'a dry run can be asked for in the query, as the engine does':
      async scope => {
        await addPods(scope, ['web-0']);
        await scope.client.evict(
          { name: 'web-0', namespace: scope.namespace },
          { isDryRun: true },
        );
        const { body } = await scope.api.get(scope.path('v1', 'pods', 'web-0'));
        expect(body.metadata.deletionTimestamp).toBeUndefined();
      },

    'an eviction must name the pod of its path': async scope => {
      await addPods(scope, ['web-0']);
      const answer = await scope.api.post(
        scope.path('v1', 'pods', 'web-0', 'eviction'),
        {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name: 'web-1', namespace: scope.namespace },
        },
      );
      expect(answer.status).toBe(400);
      expect(answer.body.reason).toBe('BadRequest');
    },

    'a pod that is not there is not found': async scope => {
      expectFailure(await evict(scope, 'nobody'), {
        code: 404,
        reason: 'NotFound',
        message: 'pods "nobody" not found',
        details: { name: 'nobody', kind: 'pods' },
      });
    },

    'a pod that has not started is evicted past its budget': async scope => {
      await addPods(scope, ['web-0', 'slow'], name =>
        name === 'slow' ? 'pending' : 'ready',
      );
      await addBudget(
        scope,
        'web',
        { minAvailable: 1 },
        { disruptionsAllowed: 0, currentHealthy: 1 },
      );
      expect((await evict(scope, 'slow')).status).toBe(201);
      expect((await evict(scope, 'web-0')).status).toBe(429);
    },

    'an unready pod is evicted while the others satisfy the budget':
      async scope => {
        await addPods(scope, ['web-0', 'sick'], name =>
          name === 'sick' ? 'running' : 'ready',
        );
        await addBudget(
          scope,
          'web',
          { minAvailable: 1 },
          { disruptionsAllowed: 0, currentHealthy: 1 },
        );
        expect((await evict(scope, 'sick')).status).toBe(201);
      },

    'an unready pod is held where the budget is not satisfied': async scope => {
      await addPods(scope, ['web-0', 'sick'], name =>
        name === 'sick' ? 'running' : 'ready',
      );
      await addBudget(
        scope,
        'web',
        { minAvailable: 2 },
        { disruptionsAllowed: 0, currentHealthy: 1 },
      );
      expectFailure(
        await evict(scope, 'sick'),
        blocked(
          'The disruption budget web needs 2 healthy pods and has 1 currently',
        ),
      );
    },

    'AlwaysAllow lets unready pods go all the same': async scope => {
      await addPods(scope, ['web-0', 'sick'], name =>
        name === 'sick' ? 'running' : 'ready',
      );
      await addBudget(
        scope,
        'web',
        { minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
        { disruptionsAllowed: 0, currentHealthy: 1 },
      );
      expect((await evict(scope, 'sick')).status).toBe(201);
      expect((await evict(scope, 'web-0')).status).toBe(429);
    },

    'the client of the upgrade engine gets the same as an error':
      async scope => {
        await addPods(scope, ['web-0']);
        await addBudget(
          scope,
          'web',
          { minAvailable: 1 },
          { disruptionsAllowed: 0, currentHealthy: 1 },
        );
        const { namespace } = scope;
        await expect(
          scope.client.evict({ name: 'web-0', namespace }),
        ).rejects.toMatchObject({
          status: 429,
          reason: 'TooManyRequests',
          causes: [{ reason: 'DisruptionBudget' }],
        });
        await expect(
          scope.client.evict({ name: 'nobody', namespace }),
        ).rejects.toMatchObject({ status: 404, reason: 'NotFound' });
      },
  },
};
