import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { statusBecomes } from '../convergence';
import { pod, workload } from '../manifests';
import { PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';

const path = (scope: ContractScope, ...rest: string[]) =>
  scope.path('apps/v1', 'replicasets', ...rest);

async function addSet(scope: ContractScope, replicas: number): Promise<any> {
  await addReadyNode(scope, 'node');
  PodRunner.start(scope);
  return expectSuccess(
    await scope.api.post(
      path(scope),
      workload('ReplicaSet', 'web', {
        replicas,
        podSpec: { nodeSelector: { contract: scope.namespace } },
      }),
    ),
    201,
  );
}

async function pods(scope: ContractScope): Promise<any[]> {
  const { body } = await scope.api.get(scope.path('v1', 'pods'));
  return body.items.filter((item: any) => !item.metadata.deletionTimestamp);
}

/** @public */
export const replicaSetContract: Contract = {
  title: 'replica sets',
  cases: {
    'a deleted pod is replaced by another': async scope => {
      await addSet(scope, 2);
      await statusBecomes(scope, path(scope, 'web'), {
        replicas: 2,
        fullyLabeledReplicas: 2,
        readyReplicas: 2,
        availableReplicas: 2,
      });
      const [first] = await pods(scope);
      expectSuccess(
        await scope.api.delete(scope.path('v1', 'pods', first.metadata.name)),
      );
      await scope.eventually(async () => {
        const running = await pods(scope);
        expect(running).toHaveLength(2);
        expect(running.map(({ metadata }) => metadata.uid)).not.toContain(
          first.metadata.uid,
        );
      });
    },

    'a failed pod is replaced too': async scope => {
      await addSet(scope, 1);
      await statusBecomes(scope, path(scope, 'web'), { readyReplicas: 1 });
      const [first] = await pods(scope);
      expectSuccess(
        await scope.api.patch(
          'merge',
          scope.path('v1', 'pods', first.metadata.name, 'status'),
          { status: { phase: 'Failed' } },
        ),
      );
      await scope.eventually(async () => {
        const live = (await pods(scope)).filter(
          ({ status }) => status.phase === 'Running',
        );
        expect(live).toHaveLength(1);
        expect(live[0].metadata.uid).not.toBe(first.metadata.uid);
      });
    },

    'scaling down takes pods away that are not ready first': async scope => {
      await addSet(scope, 3);
      await statusBecomes(scope, path(scope, 'web'), { readyReplicas: 3 });
      const [, sick] = await pods(scope);
      expectSuccess(
        await scope.api.patch(
          'strategic',
          scope.path('v1', 'pods', sick.metadata.name, 'status'),
          { status: { conditions: [{ type: 'Ready', status: 'False' }] } },
        ),
      );
      await statusBecomes(scope, path(scope, 'web'), { readyReplicas: 2 });
      expectSuccess(
        await scope.api.patch('merge', path(scope, 'web', 'scale'), {
          spec: { replicas: 2 },
        }),
      );
      await statusBecomes(scope, path(scope, 'web'), { replicas: 2 });
      expect(
        (await pods(scope)).map(({ metadata }) => metadata.name),
      ).not.toContain(sick.metadata.name);
    },

    'a pod without owner whose labels match is adopted, one that stops matching is let go':
      async scope => {
        const set = await addSet(scope, 1);
        await statusBecomes(scope, path(scope, 'web'), { readyReplicas: 1 });
        const [own] = await pods(scope);
        const ownPath = scope.path('v1', 'pods', own.metadata.name);
        expectSuccess(
          await scope.api.patch('merge', ownPath, {
            metadata: { labels: { app: 'quarantine' } },
          }),
        );
        await scope.eventually(async () => {
          const { body } = await scope.api.get(ownPath);
          expect(body.metadata.ownerReferences ?? []).toEqual([]);
          expect(await pods(scope)).toHaveLength(2);
        });
        expectSuccess(
          await scope.api.post(
            scope.path('v1', 'pods'),
            pod('stray', {
              labels: { app: 'web' },
              spec: { nodeSelector: { nowhere: 'yes' } },
            }),
          ),
          201,
        );
        await scope.eventually(async () => {
          const owned = (await pods(scope)).filter(({ metadata }) =>
            metadata.ownerReferences?.some(
              ({ uid }: any) => uid === set.metadata.uid,
            ),
          );
          // Adopted first, then one of the two is too many.
          expect(owned).toHaveLength(1);
          expect((await pods(scope)).length).toBe(2);
        });
      },
  },
};
