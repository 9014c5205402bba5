import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { workload } from '../manifests';
import {
  addDeployment,
  becomes,
  deploymentPath,
  replicaSets,
} from './deployments';

/** @public */
export const deploymentContract: Contract = {
  title: 'deployments',
  cases: {
    'a deployment gets its defaults': async scope => {
      const created = expectSuccess(
        await scope.api.post(
          deploymentPath(scope),
          workload('Deployment', 'web', { replicas: 0 }),
        ),
        201,
      );
      expect(created.spec).toMatchObject({
        replicas: 0,
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
        },
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      });
      expect(created.metadata.generation).toBe(1);
    },

    'a deployment makes one replica set that makes the pods': async scope => {
      const deployment = await addDeployment(scope, 2);
      expect(deployment.metadata.annotations).toEqual({
        'deployment.kubernetes.io/revision': '1',
      });
      const [set, ...others] = await replicaSets(scope);
      expect(others).toEqual([]);
      const hash = set.metadata.labels['pod-template-hash'];
      expect(set.metadata.name).toBe(`web-${hash}`);
      expect(set.metadata.labels).toEqual({
        app: 'web',
        'pod-template-hash': hash,
      });
      expect(set.spec.selector.matchLabels).toEqual({
        app: 'web',
        'pod-template-hash': hash,
      });
      expect(set.metadata.annotations).toEqual({
        'deployment.kubernetes.io/desired-replicas': '2',
        'deployment.kubernetes.io/max-replicas': '3',
        'deployment.kubernetes.io/revision': '1',
      });
      expect(set.metadata.ownerReferences).toEqual([
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'web',
          uid: deployment.metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ]);
      const pods = (await scope.api.get(scope.path('v1', 'pods'))).body.items;
      for (const { metadata } of pods) {
        expect(metadata.name).toMatch(new RegExp(`^web-${hash}-[a-z0-9]{5}$`));
        expect(metadata.generateName).toBe(`web-${hash}-`);
        expect(metadata.labels).toEqual({
          app: 'web',
          'pod-template-hash': hash,
        });
        expect(metadata.ownerReferences[0]).toMatchObject({
          kind: 'ReplicaSet',
          uid: set.metadata.uid,
          controller: true,
        });
      }
    },

    'conditions say that it is available and complete': async scope => {
      const { status } = await addDeployment(scope, 1);
      const [hash] = await replicaSets(scope);
      await scope.eventually(async () => {
        const { body } = await scope.api.get(deploymentPath(scope, 'web'));
        expect(body.status.conditions).toEqual([
          expect.objectContaining({
            type: 'Available',
            status: 'True',
            reason: 'MinimumReplicasAvailable',
            message: 'Deployment has minimum availability.',
          }),
          expect.objectContaining({
            type: 'Progressing',
            status: 'True',
            reason: 'NewReplicaSetAvailable',
            message: `ReplicaSet "${hash.metadata.name}" has successfully progressed.`,
          }),
        ]);
      });
      expect(status.unavailableReplicas).toBeUndefined();
    },

    'scale reads and writes the replicas alone': async scope => {
      await addDeployment(scope, 1);
      const path = deploymentPath(scope, 'web', 'scale');
      const scale = expectSuccess(await scope.api.get(path));
      expect(scale).toMatchObject({
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata: { name: 'web', namespace: scope.namespace },
        spec: { replicas: 1 },
        status: { replicas: 1, selector: 'app=web' },
      });
      const patched = expectSuccess(
        await scope.api.patch('merge', path, { spec: { replicas: 3 } }),
      );
      expect(patched.spec.replicas).toBe(3);
      await becomes(scope, 'web', { replicas: 3, availableReplicas: 3 });
      const current = expectSuccess(await scope.api.get(path));
      const stale = await scope.api.put(path, { ...scale, spec: {} });
      expect(stale.status).toBe(409);
      expectSuccess(
        await scope.api.put(path, {
          ...scale,
          metadata: { name: 'web' },
          spec: {},
        }),
      );
      expect(current.status).toEqual({ replicas: 3, selector: 'app=web' });
      await becomes(scope, 'web', { replicas: 0 });
    },

    'a selector that does not match the template is refused': async scope => {
      const answer = await scope.api.post(
        deploymentPath(scope),
        workload('Deployment', 'web', {
          spec: { selector: { matchLabels: { app: 'other' } } },
        }),
      );
      expectFailure(answer, {
        code: 422,
        reason: 'Invalid',
        message:
          'Deployment.apps "web" is invalid: spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
        details: {
          name: 'web',
          group: 'apps',
          kind: 'Deployment',
          causes: [
            {
              reason: 'FieldValueInvalid',
              message:
                'Invalid value: {"app":"web"}: `selector` does not match template `labels`',
              field: 'spec.template.metadata.labels',
            },
          ],
        },
      });
    },

    'the selector can not be changed': async scope => {
      expectSuccess(
        await scope.api.post(
          deploymentPath(scope),
          workload('Deployment', 'web', { replicas: 0 }),
        ),
        201,
      );
      const answer = await scope.api.patch(
        'merge',
        deploymentPath(scope, 'web'),
        {
          spec: {
            selector: { matchLabels: { tier: 'front' } },
            template: { metadata: { labels: { tier: 'front' } } },
          },
        },
      );
      expect(answer.status).toBe(422);
      expect(answer.body.details.causes).toEqual([
        expect.objectContaining({
          field: 'spec.selector',
          message: expect.stringContaining('field is immutable'),
        }),
      ]);
    },

    'a deleted deployment takes its replica sets and pods along':
      async scope => {
        await addDeployment(scope, 2);
        expectSuccess(
          await scope.api.delete(deploymentPath(scope, 'web'), {
            propagationPolicy: 'Foreground',
          }),
        );
        await scope.eventually(async () => {
          expect(
            (await scope.api.get(deploymentPath(scope, 'web'))).status,
          ).toBe(404);
        });
        expect(await replicaSets(scope)).toEqual([]);
        const pods = await scope.api.get(scope.path('v1', 'pods'));
        expect(pods.body.items).toEqual([]);
      },

    'orphaned replica sets are adopted by a deployment that fits':
      async scope => {
        await addDeployment(scope, 1);
        const [before] = await replicaSets(scope);
        expectSuccess(
          await scope.api.delete(deploymentPath(scope, 'web'), {
            propagationPolicy: 'Orphan',
          }),
        );
        await scope.eventually(async () => {
          const [orphan] = await replicaSets(scope);
          expect(orphan.metadata.ownerReferences).toBeUndefined();
          // Its finalizer is taken off last.
          expect(
            (await scope.api.get(deploymentPath(scope, 'web'))).status,
          ).toBe(404);
        });
        const again = expectSuccess(
          await scope.api.post(
            deploymentPath(scope),
            workload('Deployment', 'web', {
              podSpec: { nodeSelector: { contract: scope.namespace } },
            }),
          ),
          201,
        );
        await scope.eventually(async () => {
          const [adopted, ...others] = await replicaSets(scope);
          expect(others).toEqual([]);
          expect(adopted.metadata.uid).toBe(before.metadata.uid);
          expect(adopted.metadata.ownerReferences[0].uid).toBe(
            again.metadata.uid,
          );
        });
      },

    'only the specification moves the generation': async scope => {
      await addDeployment(scope, 1);
      const path = deploymentPath(scope, 'web');
      const labelled = expectSuccess(
        await scope.api.patch('merge', path, {
          metadata: { labels: { team: 'blue' } },
        }),
      );
      expect(labelled.metadata.generation).toBe(1);
      const same = expectSuccess(
        await scope.api.patch('merge', path, { spec: { replicas: 1 } }),
      );
      expect(same.metadata.generation).toBe(1);
      expect(same.metadata.resourceVersion).toBe(
        (await scope.api.get(path)).body.metadata.resourceVersion,
      );
      const scaled = expectSuccess(
        await scope.api.patch('merge', path, { spec: { replicas: 2 } }),
      );
      expect(scaled.metadata.generation).toBe(2);
      await becomes(scope, 'web', { replicas: 2 });
    },
  },
};
