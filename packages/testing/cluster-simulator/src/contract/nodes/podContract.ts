import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { pod } from '../manifests';
import { PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';

/** @public */
export const podContract: Contract = {
  title: 'pods',
  cases: {
    'a pod gets its defaults and begins pending': async scope => {
      const created = expectSuccess(
        await scope.api.post(scope.path('v1', 'pods'), pod('web')),
        201,
      );
      expect(created.spec).toMatchObject({
        restartPolicy: 'Always',
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
        terminationGracePeriodSeconds: 0,
        enableServiceLinks: true,
        priority: 0,
        preemptionPolicy: 'PreemptLowerPriority',
        securityContext: {},
        containers: [
          {
            name: 'main',
            image: 'registry.example/web:1',
            imagePullPolicy: 'IfNotPresent',
            resources: {},
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
          },
        ],
      });
      expect(created.spec.tolerations).toEqual([
        {
          key: 'node.kubernetes.io/not-ready',
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: 300,
        },
        {
          key: 'node.kubernetes.io/unreachable',
          operator: 'Exists',
          effect: 'NoExecute',
          tolerationSeconds: 300,
        },
      ]);
      expect(created.status).toEqual({
        phase: 'Pending',
        qosClass: 'BestEffort',
      });
    },

    'an image without a tag or with latest is always pulled': async scope => {
      const created = expectSuccess(
        await scope.api.post(
          scope.path('v1', 'pods'),
          pod('web', {
            spec: {
              containers: [
                { name: 'a', image: 'web' },
                { name: 'b', image: 'registry.example:5000/web:latest' },
                { name: 'c', image: 'registry.example:5000/web:1' },
              ],
            },
          }),
        ),
        201,
      );
      expect(
        created.spec.containers.map(
          (container: { imagePullPolicy: string }) => container.imagePullPolicy,
        ),
      ).toEqual(['Always', 'Always', 'IfNotPresent']);
    },

    'a pod without containers is refused': async scope => {
      expectFailure(
        await scope.api.post(scope.path('v1', 'pods'), {
          metadata: { name: 'empty' },
          spec: { containers: [] },
        }),
        {
          code: 422,
          reason: 'Invalid',
          message: 'Pod "empty" is invalid: spec.containers: Required value',
          details: {
            name: 'empty',
            kind: 'Pod',
            causes: [
              {
                reason: 'FieldValueRequired',
                message: 'Required value',
                field: 'spec.containers',
              },
            ],
          },
        },
      );
    },

    'the image of a running pod can be changed, its node cannot':
      async scope => {
        const node = await addReadyNode(scope, 'node');
        const path = scope.path('v1', 'pods');
        expectSuccess(
          await scope.api.post(
            path,
            pod('web', { spec: { nodeName: node.metadata.name } }),
          ),
          201,
        );
        const patched = expectSuccess(
          await scope.api.patch('strategic', `${path}/web`, {
            spec: {
              containers: [{ name: 'main', image: 'registry.example/web:2' }],
            },
          }),
        );
        expect(patched.spec.containers[0].image).toBe('registry.example/web:2');
        const refused = await scope.api.patch('merge', `${path}/web`, {
          spec: { nodeName: 'elsewhere' },
        });
        expect(refused.status).toBe(422);
        expect(refused.body.reason).toBe('Invalid');
        expect(refused.body.details.causes[0].field).toBe('spec');
        expect(refused.body.message).toContain(
          'pod updates may not change fields other than',
        );
      },

    'a pod that has a node is not gone until its kubelet says so':
      async scope => {
        const node = await addReadyNode(scope, 'node');
        const path = scope.path('v1', 'pods');
        expectSuccess(
          await scope.api.post(
            path,
            pod('web', {
              spec: {
                nodeName: node.metadata.name,
                terminationGracePeriodSeconds: 20,
              },
            }),
          ),
          201,
        );
        const deleting = expectSuccess(await scope.api.delete(`${path}/web`));
        expect(deleting.metadata.deletionGracePeriodSeconds).toBe(20);
        const startMs = Date.parse(deleting.metadata.creationTimestamp);
        const endMs = Date.parse(deleting.metadata.deletionTimestamp);
        expect(endMs - startMs).toBeGreaterThanOrEqual(20_000);
        expectSuccess(await scope.api.get(`${path}/web`));
        const gone = expectSuccess(
          await scope.api.delete(`${path}/web`, { gracePeriodSeconds: 0 }),
        );
        expect(gone.metadata.name).toBe('web');
        expect((await scope.api.get(`${path}/web`)).status).toBe(404);
      },

    'a pod without a node is gone at once': async scope => {
      const path = scope.path('v1', 'pods');
      expectSuccess(
        await scope.api.post(
          path,
          pod('web', {
            spec: {
              terminationGracePeriodSeconds: 30,
              nodeSelector: { nowhere: 'yes' },
            },
          }),
        ),
        201,
      );
      expectSuccess(await scope.api.delete(`${path}/web`));
      expect((await scope.api.get(`${path}/web`)).status).toBe(404);
    },

    'a deletion with another uid is refused and changes nothing':
      async scope => {
        const path = scope.path('v1', 'pods');
        const created = expectSuccess(
          await scope.api.post(path, pod('web')),
          201,
        );
        expectFailure(
          await scope.api.delete(`${path}/web`, {
            preconditions: { uid: 'other' },
          }),
          {
            code: 409,
            reason: 'Conflict',
            message: `Operation cannot be fulfilled on Pod "web": the UID in the precondition (other) does not match the UID in record (${created.metadata.uid}). The object might have been deleted and then recreated`,
            details: { name: 'web', kind: 'Pod' },
          },
        );
        const kept = expectSuccess(await scope.api.get(`${path}/web`));
        expect(kept.metadata.deletionTimestamp).toBeUndefined();
      },

    'the kubelet reports through the status, which merges conditions by type':
      async scope => {
        const node = await addReadyNode(scope, 'node');
        const path = scope.path('v1', 'pods');
        PodRunner.start(scope);
        expectSuccess(
          await scope.api.post(
            path,
            pod('web', {
              spec: { nodeSelector: { contract: scope.namespace } },
            }),
          ),
          201,
        );
        await scope.eventually(async () => {
          const { body } = await scope.api.get(`${path}/web`);
          expect(body.spec.nodeName).toBe(node.metadata.name);
          expect(body.status.phase).toBe('Running');
          expect(
            body.status.conditions
              .map((condition: { type: string }) => condition.type)
              .sort(),
          ).toEqual([
            'ContainersReady',
            'Initialized',
            'PodScheduled',
            'Ready',
          ]);
        });
      },

    'pods are listed by node and by phase': async scope => {
      const node = await addReadyNode(scope, 'node');
      const path = scope.path('v1', 'pods');
      await scope.api.post(
        path,
        pod('bound', { spec: { nodeName: node.metadata.name } }),
      );
      await scope.api.post(
        path,
        pod('unbound', { spec: { nodeSelector: { nowhere: 'yes' } } }),
      );
      const byNode = expectSuccess(
        await scope.api.get('/api/v1/pods', {
          fieldSelector: `spec.nodeName=${node.metadata.name},status.phase!=Failed`,
        }),
      );
      expect(byNode.items.map((item: any) => item.metadata.name)).toEqual([
        'bound',
      ]);
      expectFailure(
        await scope.api.get(path, { fieldSelector: 'spec.hostname=x' }),
        {
          code: 400,
          reason: 'BadRequest',
          message: 'field label not supported: spec.hostname',
        },
      );
    },

    'a pod that has not started has an empty log': async scope => {
      const path = scope.path('v1', 'pods');
      await scope.api.post(
        path,
        pod('web', { spec: { nodeSelector: { nowhere: 'yes' } } }),
      );
      const answer = await scope.api.get(`${path}/web/log`);
      expect(answer.status).toBe(204);
      expect(answer.body).toBe('');
    },

    'a log of an unknown container or pod is refused with the name':
      async scope => {
        const path = scope.path('v1', 'pods');
        await scope.api.post(
          path,
          pod('web', { spec: { nodeSelector: { nowhere: 'yes' } } }),
        );
        expectFailure(
          await scope.api.get(`${path}/web/log`, { container: 'other' }),
          {
            code: 400,
            reason: 'BadRequest',
            message: 'container other is not valid for pod web',
          },
        );
        expectFailure(await scope.api.get(`${path}/missing/log`), {
          code: 404,
          reason: 'NotFound',
          message: 'pods "missing" not found',
          details: { name: 'missing', kind: 'pods' },
        });
      },

    'a log of a pod with several containers needs a choice': async scope => {
      const path = scope.path('v1', 'pods');
      await scope.api.post(
        path,
        pod('web', {
          spec: {
            nodeSelector: { nowhere: 'yes' },
            containers: [
              { name: 'a', image: 'a:1' },
              { name: 'b', image: 'b:1' },
            ],
          },
        }),
      );
      expectFailure(await scope.api.get(`${path}/web/log`), {
        code: 400,
        reason: 'BadRequest',
        message:
          'a container name must be specified for pod web, choose one of: [a b]',
      });
    },
  },
};
