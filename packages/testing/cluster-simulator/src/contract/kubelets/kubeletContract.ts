import { PodFault } from '../../faults/fault';
import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { statusBecomes } from '../convergence';
import { job, pod, workload } from '../manifests';
import { addDrivenNode } from './drivenNode';

const fault = (kind: PodFault['kind'], image = 'broken'): PodFault => ({
  name: kind,
  kind,
  match: { image },
});

async function addPod(
  scope: ContractScope,
  image: string,
  spec: object = {},
): Promise<string> {
  const path = scope.path('v1', 'pods');
  expectSuccess(
    await scope.api.post(
      path,
      pod('web', {
        spec: {
          nodeSelector: { contract: scope.namespace },
          containers: [{ name: 'main', image }],
          terminationGracePeriodSeconds: 5,
          ...spec,
        },
      }),
    ),
    201,
  );
  return `${path}/web`;
}

async function isReady(scope: ContractScope, path: string): Promise<any> {
  return scope.eventually(async () => {
    const { body } = await scope.api.get(path);
    expect(body.status.phase).toBe('Running');
    expect(body.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'True' }),
    );
    return body;
  });
}

/** The status column of `kubectl get pods`, the way people see a pod's trouble. */
async function shows(scope: ContractScope, words: RegExp): Promise<void> {
  await scope.eventually(async () => {
    const { stdout } = await scope.kubectl([
      'get',
      'pod',
      'web',
      '--no-headers',
    ]);
    expect(stdout).toMatch(words);
  });
}

/** @public */
export const kubeletContract: Contract = {
  title: 'kubelets',
  cases: {
    'a node that has one becomes ready and gives signs of life':
      async scope => {
        const { name } = await addDrivenNode(scope);
        await scope.eventually(async () => {
          const { body } = await scope.api.get(`/api/v1/nodes/${name}`);
          expect(body.status.conditions).toContainEqual(
            expect.objectContaining({ type: 'Ready', status: 'True' }),
          );
          expect(body.status.allocatable.cpu).toBeDefined();
          expect(body.spec.taints ?? []).toEqual([]);
          const lease = await scope.api.get(
            `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`,
          );
          expect(lease.body.spec.holderIdentity).toBe(name);
          expect(lease.body.spec.renewTime).toMatch(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
          );
        });
      },

    'a pod is pulled, started and ready, and says so on the way':
      async scope => {
        await addDrivenNode(scope);
        const watch = await scope.watch(scope.path('v1', 'pods'));
        const path = await addPod(scope, 'registry.example/web:1');
        const ready = await isReady(scope, path);
        expect(ready.status.containerStatuses).toEqual([
          expect.objectContaining({
            name: 'main',
            image: 'registry.example/web:1',
            ready: true,
            started: true,
            restartCount: 0,
            state: { running: { startedAt: expect.any(String) } },
          }),
        ]);
        expect(ready.status.podIP).toMatch(/^\d+(\.\d+){3}$/);
        const events = await watch.until(({ object }) =>
          object.status.conditions?.some(
            ({ type, status }: any) => type === 'Ready' && status === 'True',
          ),
        );
        const waits = events
          .map(
            ({ object }) => object.status.containerStatuses?.[0].state.waiting,
          )
          .filter(Boolean);
        expect(waits).toContainEqual({ reason: 'ContainerCreating' });
      },

    'a deleted pod ends within its grace period and is gone': async scope => {
      await addDrivenNode(scope);
      const path = await addPod(scope, 'registry.example/web:1');
      await isReady(scope, path);
      const marked = expectSuccess(await scope.api.delete(path));
      expect(marked.metadata.deletionGracePeriodSeconds).toBe(5);
      await scope.eventually(async () => {
        expect((await scope.api.get(path)).status).toBe(404);
      });
    },

    'an image that is not there backs off, until it is': async scope => {
      const { faults } = await addDrivenNode(scope, fault('bad-image'));
      const path = await addPod(scope, 'registry.example/broken:1');
      await shows(scope, /ErrImagePull|ImagePullBackOff/);
      faults.remove('bad-image');
      await isReady(scope, path);
    },

    'a container that crashes is restarted after longer and longer':
      async scope => {
        await addDrivenNode(scope, fault('crash-loop'));
        const path = await addPod(scope, 'registry.example/broken:1');
        await shows(scope, /CrashLoopBackOff/);
        await scope.eventually(async () => {
          const { body } = await scope.api.get(path);
          const [status] = body.status.containerStatuses;
          expect(status.restartCount).toBeGreaterThanOrEqual(2);
          expect(status.lastState.terminated.exitCode).not.toBe(0);
          expect(status.ready).toBe(false);
        });
      },

    'a failing probe takes readiness, and gives it back': async scope => {
      const { faults } = await addDrivenNode(scope);
      const path = await addPod(scope, 'registry.example/broken:1');
      await isReady(scope, path);
      faults.set(fault('failing-probe'));
      await shows(scope, /0\/1 +Running/);
      faults.remove('failing-probe');
      await isReady(scope, path);
    },

    'a deployment goes to a new image, pod by pod': async scope => {
      await addDrivenNode(scope);
      const path = scope.path('apps/v1', 'deployments');
      expectSuccess(
        await scope.api.post(
          path,
          workload('Deployment', 'web', {
            replicas: 3,
            podSpec: { nodeSelector: { contract: scope.namespace } },
          }),
        ),
        201,
      );
      await statusBecomes(scope, `${path}/web`, { availableReplicas: 3 });
      expectSuccess(
        await scope.api.patch('strategic', `${path}/web`, {
          spec: {
            template: {
              spec: {
                containers: [{ name: 'main', image: 'registry.example/web:2' }],
              },
            },
          },
        }),
      );
      await statusBecomes(scope, `${path}/web`, {
        replicas: 3,
        updatedReplicas: 3,
        availableReplicas: 3,
      });
    },

    'a job runs to its end': async scope => {
      await addDrivenNode(scope);
      const path = scope.path('batch/v1', 'jobs');
      const task = job('task');
      task.spec.template.spec.nodeSelector = { contract: scope.namespace };
      expectSuccess(await scope.api.post(path, task), 201);
      await scope.eventually(async () => {
        const { body } = await scope.api.get(`${path}/task`);
        expect(body.status.succeeded).toBe(1);
        expect(body.status.conditions).toContainEqual(
          expect.objectContaining({ type: 'Complete', status: 'True' }),
        );
      });
    },

    'a drained node is empty afterwards': async scope => {
      const { name } = await addDrivenNode(scope);
      const path = scope.path('apps/v1', 'deployments');
      expectSuccess(
        await scope.api.post(
          path,
          workload('Deployment', 'web', {
            replicas: 2,
            podSpec: { nodeSelector: { contract: scope.namespace } },
          }),
        ),
        201,
      );
      await statusBecomes(scope, `${path}/web`, { availableReplicas: 2 });
      const drained = await scope.kubectl(['drain', name, '--timeout=30s']);
      expect(drained.stdout).toContain(`node/${name} drained`);
      const { body } = await scope.api.get('/api/v1/pods', {
        fieldSelector: `spec.nodeName=${name}`,
      });
      expect(body.items).toEqual([]);
    },
  },
};
