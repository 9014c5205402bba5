import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { Counts, statusBecomes } from '../convergence';
import { workload } from '../manifests';
import { PodFate, PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';

const broken = 'registry.example/db:broken';

const path = (scope: ContractScope, ...rest: string[]) =>
  scope.path('apps/v1', 'statefulsets', ...rest);

const becomes = (scope: ContractScope, status: Counts) =>
  statusBecomes(scope, path(scope, 'db'), status);

async function addSet(
  scope: ContractScope,
  replicas: number,
  spec: object = {},
): Promise<any> {
  await addReadyNode(scope, 'node');
  PodRunner.start(scope, (item): PodFate =>
    item.spec.containers[0].image === broken ? 'running' : 'ready',
  );
  expectSuccess(
    await scope.api.post(
      path(scope),
      workload('StatefulSet', 'db', {
        replicas,
        spec,
        podSpec: { nodeSelector: { contract: scope.namespace } },
      }),
    ),
    201,
  );
  return becomes(scope, {
    replicas,
    currentReplicas: replicas,
    updatedReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
  });
}

async function imagesByPod(
  scope: ContractScope,
): Promise<Record<string, string>> {
  const { body } = await scope.api.get(scope.path('v1', 'pods'));
  return Object.fromEntries(
    body.items.map((item: any) => [
      item.metadata.name,
      item.spec.containers[0].image.replace('registry.example/', ''),
    ]),
  );
}

const setImage = (scope: ContractScope, image: string) =>
  scope.api.patch('strategic', path(scope, 'db'), {
    spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
  });

/** @public */
export const statefulSetContract: Contract = {
  title: 'stateful sets',
  cases: {
    'pods are made one after the other, with names that stay': async scope => {
      const watch = await scope.watch(scope.path('v1', 'pods'));
      const set = await addSet(scope, 2);
      const events = await watch.until(
        ({ object }) =>
          object.metadata.name === 'db-1' && object.status.phase === 'Running',
      );
      const story = events
        .map(
          ({ type, object }) =>
            `${type} ${object.metadata.name} ${object.status.phase}`,
        )
        .filter(line => /^ADDED|Running$/.test(line));
      expect(story).toEqual([
        'ADDED db-0 Pending',
        'MODIFIED db-0 Running',
        'ADDED db-1 Pending',
        'MODIFIED db-1 Running',
      ]);
      const { body } = await scope.api.get(scope.path('v1', 'pods', 'db-1'));
      expect(body.metadata.labels).toEqual({
        app: 'db',
        'apps.kubernetes.io/pod-index': '1',
        'controller-revision-hash': set.status.currentRevision,
        'statefulset.kubernetes.io/pod-name': 'db-1',
      });
      expect(body.spec.hostname).toBe('db-1');
      expect(body.spec.subdomain).toBe('db');
      expect(set.status.updateRevision).toBe(set.status.currentRevision);
      expect(set.status.currentRevision).toMatch(/^db-[a-z0-9]+$/);
    },

    'a new image goes from the last pod to the first': async scope => {
      await addSet(scope, 3);
      const watch = await scope.watch(scope.path('v1', 'pods'));
      await watch.until(({ object }) => object.metadata.name === 'db-2');
      expectSuccess(await setImage(scope, 'registry.example/db:2'));
      const done = await becomes(scope, {
        replicas: 3,
        updatedReplicas: 3,
        readyReplicas: 3,
        currentReplicas: 3,
      });
      expect(done.status.currentRevision).toBe(done.status.updateRevision);
      const events = await watch.until(
        ({ type, object }) =>
          type === 'ADDED' &&
          object.metadata.name === 'db-0' &&
          object.spec.containers[0].image.endsWith(':2'),
      );
      expect(
        events
          .filter(({ type }) => type === 'DELETED')
          .map(({ object }) => object.metadata.name),
      ).toEqual(['db-2', 'db-1', 'db-0']);
    },

    'a partition keeps the pods below it at the old image': async scope => {
      await addSet(scope, 3, {
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { partition: 2 },
        },
      });
      expectSuccess(await setImage(scope, 'registry.example/db:2'));
      const partly = await becomes(scope, {
        updatedReplicas: 1,
        currentReplicas: 2,
        readyReplicas: 3,
      });
      expect(partly.status.currentRevision).not.toBe(
        partly.status.updateRevision,
      );
      expect(await imagesByPod(scope)).toEqual({
        'db-0': 'web:1',
        'db-1': 'web:1',
        'db-2': 'db:2',
      });
    },

    'OnDelete updates a pod only after somebody has deleted it':
      async scope => {
        await addSet(scope, 2, { updateStrategy: { type: 'OnDelete' } });
        expectSuccess(await setImage(scope, 'registry.example/db:2'));
        const waiting = await becomes(scope, {
          readyReplicas: 2,
          updatedReplicas: 0,
        });
        expect(await imagesByPod(scope)).toEqual({
          'db-0': 'web:1',
          'db-1': 'web:1',
        });
        expectSuccess(await scope.api.delete(scope.path('v1', 'pods', 'db-0')));
        await becomes(scope, { readyReplicas: 2, updatedReplicas: 1 });
        const { body } = await scope.api.get(scope.path('v1', 'pods', 'db-0'));
        expect(body.metadata.labels['controller-revision-hash']).toBe(
          waiting.status.updateRevision,
        );
      },

    'a pod that can not get ready holds the rest, even after going back':
      async scope => {
        await addSet(scope, 2);
        expectSuccess(await setImage(scope, broken));
        await becomes(scope, { readyReplicas: 1, updatedReplicas: 1 });
        expectSuccess(await setImage(scope, 'registry.example/web:1'));
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path(scope, 'db'));
          expect(body.status.observedGeneration).toBe(3);
        });
        expect((await imagesByPod(scope))['db-1']).toBe('db:broken');
        expectSuccess(await scope.api.delete(scope.path('v1', 'pods', 'db-1')));
        await becomes(scope, { readyReplicas: 2, updatedReplicas: 2 });
        expect((await imagesByPod(scope))['db-1']).toBe('web:1');
      },

    'scaling down removes the highest numbers': async scope => {
      await addSet(scope, 3, { podManagementPolicy: 'Parallel' });
      expectSuccess(
        await scope.api.patch('merge', path(scope, 'db', 'scale'), {
          spec: { replicas: 1 },
        }),
      );
      await becomes(scope, { replicas: 1, readyReplicas: 1 });
      expect(Object.keys(await imagesByPod(scope))).toEqual(['db-0']);
    },
  },
};
