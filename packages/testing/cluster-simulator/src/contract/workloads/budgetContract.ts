import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { Counts, statusBecomes } from '../convergence';
import { budget, workload } from '../manifests';
import { PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';

const labels = { app: 'web' };

async function addWorkload(scope: ContractScope, replicas: number) {
  await addReadyNode(scope, 'node');
  PodRunner.start(scope);
  const path = scope.path('apps/v1', 'deployments');
  expectSuccess(
    await scope.api.post(
      path,
      workload('Deployment', 'web', {
        replicas,
        podSpec: { nodeSelector: { contract: scope.namespace } },
      }),
    ),
    201,
  );
  await statusBecomes(scope, `${path}/web`, { availableReplicas: replicas });
}

async function addBudget(scope: ContractScope, spec: object, status: Counts) {
  const path = scope.path('policy/v1', 'poddisruptionbudgets');
  expectSuccess(await scope.api.post(path, budget('web', labels, spec)), 201);
  return statusBecomes(scope, `${path}/web`, status);
}

/** @public */
export const budgetContract: Contract = {
  title: 'disruption budgets',
  cases: {
    'a number of pods that must stay': async scope => {
      await addWorkload(scope, 3);
      const { status } = await addBudget(
        scope,
        { minAvailable: 2 },
        {
          expectedPods: 3,
          currentHealthy: 3,
          desiredHealthy: 2,
          disruptionsAllowed: 1,
        },
      );
      expect(status.conditions).toEqual([
        expect.objectContaining({
          type: 'DisruptionAllowed',
          status: 'True',
          reason: 'SufficientPods',
          observedGeneration: 1,
        }),
      ]);
    },

    'a share of pods that must stay is rounded up': async scope => {
      await addWorkload(scope, 3);
      await addBudget(
        scope,
        { minAvailable: '50%' },
        { expectedPods: 3, desiredHealthy: 2, disruptionsAllowed: 1 },
      );
    },

    'a number of pods that may be missing': async scope => {
      await addWorkload(scope, 3);
      await addBudget(
        scope,
        { maxUnavailable: 1 },
        { expectedPods: 3, desiredHealthy: 2, disruptionsAllowed: 1 },
      );
    },

    'a share of pods that may be missing is rounded up': async scope => {
      await addWorkload(scope, 3);
      await addBudget(
        scope,
        { maxUnavailable: '50%' },
        { expectedPods: 3, desiredHealthy: 1, disruptionsAllowed: 2 },
      );
    },

    'no disruption is allowed where none can be spared, and that is said':
      async scope => {
        await addWorkload(scope, 2);
        const { status } = await addBudget(
          scope,
          { minAvailable: '100%' },
          { expectedPods: 2, desiredHealthy: 2, disruptionsAllowed: 0 },
        );
        expect(status.conditions).toEqual([
          expect.objectContaining({
            type: 'DisruptionAllowed',
            status: 'False',
            reason: 'InsufficientPods',
          }),
        ]);
      },

    'a budget follows the health and the number of its pods': async scope => {
      await addWorkload(scope, 2);
      await addBudget(scope, { minAvailable: 1 }, { disruptionsAllowed: 1 });
      const path = scope.path('policy/v1', 'poddisruptionbudgets', 'web');
      const { body } = await scope.api.get(scope.path('v1', 'pods'));
      expectSuccess(
        await scope.api.patch(
          'strategic',
          scope.path('v1', 'pods', body.items[0].metadata.name, 'status'),
          { status: { conditions: [{ type: 'Ready', status: 'False' }] } },
        ),
      );
      await statusBecomes(scope, path, {
        currentHealthy: 1,
        disruptionsAllowed: 0,
      });
      expectSuccess(
        await scope.api.patch(
          'merge',
          scope.path('apps/v1', 'deployments', 'web', 'scale'),
          { spec: { replicas: 4 } },
        ),
      );
      await statusBecomes(scope, path, {
        expectedPods: 4,
        currentHealthy: 3,
        disruptionsAllowed: 2,
      });
    },

    'a budget recovers once the evicted pod has been replaced': async scope => {
      await addWorkload(scope, 3);
      await addBudget(scope, { minAvailable: 2 }, { disruptionsAllowed: 1 });
      const path = scope.path('policy/v1', 'poddisruptionbudgets', 'web');
      const { body } = await scope.api.get(scope.path('v1', 'pods'));
      const { name } = body.items[0].metadata;
      expect(
        (
          await scope.api.post(scope.path('v1', 'pods', name, 'eviction'), {
            apiVersion: 'policy/v1',
            kind: 'Eviction',
            metadata: { name },
          })
        ).status,
      ).toBe(201);
      const after = await statusBecomes(scope, path, {
        expectedPods: 3,
        currentHealthy: 3,
        disruptionsAllowed: 1,
      });
      expect(after.status.disruptedPods).toBeUndefined();
    },
  },
};
