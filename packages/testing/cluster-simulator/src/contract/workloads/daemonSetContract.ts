import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { Counts, statusBecomes } from '../convergence';
import { workload } from '../manifests';
import { PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';

/** The collector looks every 20 s, and waits 40 s for a node that it misses to come back. */
const COLLECTION_LEAST_MS = 38_000;
const COLLECTION_LIMIT_MS = 75_000;

const path = (scope: ContractScope, ...rest: string[]) =>
  scope.path('apps/v1', 'daemonsets', ...rest);

async function pods(scope: ContractScope): Promise<any[]> {
  const { body } = await scope.api.get(scope.path('v1', 'pods'));
  return body.items.filter((pod: any) => !pod.metadata.deletionTimestamp);
}

const becomes = (scope: ContractScope, status: Counts) =>
  statusBecomes(scope, path(scope, 'agent'), status);

async function addAgents(
  scope: ContractScope,
  nodes: string[],
  spec: object = {},
): Promise<any> {
  for (const node of nodes) await addReadyNode(scope, node);
  PodRunner.start(scope);
  expectSuccess(
    await scope.api.post(
      path(scope),
      workload('DaemonSet', 'agent', {
        spec,
        podSpec: { nodeSelector: { contract: scope.namespace } },
      }),
    ),
    201,
  );
  return becomes(scope, {
    desiredNumberScheduled: nodes.length,
    currentNumberScheduled: nodes.length,
    updatedNumberScheduled: nodes.length,
    numberReady: nodes.length,
    numberAvailable: nodes.length,
    numberMisscheduled: 0,
  });
}

const setImage = (image: string) => ({
  spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
});

const hashOf = (pod: any): string =>
  pod.metadata.labels['controller-revision-hash'];

async function revisions(scope: ContractScope): Promise<any[]> {
  const { body } = await scope.api.get(
    scope.path('apps/v1', 'controllerrevisions'),
  );
  return body.items.sort((a: any, b: any) => a.revision - b.revision);
}

/** @public */
export const daemonSetContract: Contract = {
  title: 'daemon sets',
  cases: {
    'a daemon set runs one pod on each node that fits': async scope => {
      const set = await addAgents(scope, ['a', 'b']);
      const running = await pods(scope);
      expect(running.map(pod => pod.spec.nodeName).sort()).toEqual([
        scope.clusterName('a'),
        scope.clusterName('b'),
      ]);
      for (const pod of running) {
        expect(pod.metadata.name).toMatch(/^agent-[a-z0-9]{5}$/);
        expect(pod.metadata.labels).toEqual({
          app: 'agent',
          'controller-revision-hash': hashOf(pod),
          'pod-template-generation': '1',
        });
        expect(pod.metadata.ownerReferences).toEqual([
          {
            apiVersion: 'apps/v1',
            kind: 'DaemonSet',
            name: 'agent',
            uid: set.metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ]);
      }
      await addReadyNode(scope, 'c');
      await becomes(scope, { desiredNumberScheduled: 3, numberReady: 3 });
    },

    'a pod outlives its node, until the garbage collector of pods takes it':
      async scope => {
        await addAgents(scope, ['a', 'b']);
        const lost = scope.clusterName('b');
        const find = async () =>
          (await pods(scope)).find(pod => pod.spec.nodeName === lost);
        const { metadata } = await find();
        const goneAtMs = Date.now();
        expectSuccess(await scope.api.delete(`/api/v1/nodes/${lost}`));
        // Makes the controller look again: the removal of a node does not.
        await addReadyNode(scope, 'c');
        await becomes(scope, { desiredNumberScheduled: 2, numberReady: 2 });
        // Nobody else deletes it: it says that it runs, as long as its node may come back.
        await expect(find()).resolves.toMatchObject({
          metadata: { uid: metadata.uid },
          status: { phase: 'Running' },
        });
        await scope.eventually(
          async () => expect(await find()).toBeUndefined(),
          COLLECTION_LIMIT_MS,
        );
        expect(Date.now() - goneAtMs).toBeGreaterThan(COLLECTION_LEAST_MS);
      },

    'its pods tolerate what befalls nodes, cordons included': async scope => {
      await addAgents(scope, ['a']);
      const [pod] = await pods(scope);
      const keys = pod.spec.tolerations.map(({ key, effect }: any) =>
        `${key}:${effect}`.replace('node.kubernetes.io/', ''),
      );
      expect(keys.sort()).toEqual([
        'disk-pressure:NoSchedule',
        'memory-pressure:NoSchedule',
        'not-ready:NoExecute',
        'pid-pressure:NoSchedule',
        'unreachable:NoExecute',
        'unschedulable:NoSchedule',
      ]);
      expect(
        pod.spec.affinity.nodeAffinity
          .requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms,
      ).toEqual([
        {
          matchFields: [
            {
              key: 'metadata.name',
              operator: 'In',
              values: [scope.clusterName('a')],
            },
          ],
        },
      ]);
    },

    'OnDelete replaces a pod only after somebody has deleted it':
      async scope => {
        await addAgents(scope, ['a', 'b'], {
          updateStrategy: { type: 'OnDelete' },
        });
        const before = await pods(scope);
        const oldHash = hashOf(before[0]);
        expectSuccess(
          await scope.api.patch(
            'strategic',
            path(scope, 'agent'),
            setImage('registry.example/web:2'),
          ),
        );
        await becomes(scope, { updatedNumberScheduled: 0, numberReady: 2 });
        expect((await pods(scope)).map(pod => pod.metadata.uid).sort()).toEqual(
          before.map(pod => pod.metadata.uid).sort(),
        );

        const history = await revisions(scope);
        expect(history.map(({ revision }) => revision)).toEqual([1, 2]);
        const newHash = history[1].metadata.labels['controller-revision-hash'];
        expect(history[1].metadata.name).toBe(`agent-${newHash}`);
        expect(newHash).not.toBe(oldHash);

        expectSuccess(
          await scope.api.delete(
            scope.path('v1', 'pods', before[0].metadata.name),
          ),
        );
        await becomes(scope, { updatedNumberScheduled: 1, numberReady: 2 });
        const after = await pods(scope);
        const replaced = after.find(
          pod => pod.spec.nodeName === before[0].spec.nodeName,
        );
        const kept = after.find(
          pod => pod.spec.nodeName === before[1].spec.nodeName,
        );
        expect(hashOf(replaced)).toBe(newHash);
        expect(replaced.spec.containers[0].image).toBe(
          'registry.example/web:2',
        );
        expect(hashOf(kept)).toBe(oldHash);
      },

    'RollingUpdate replaces them one after the other by itself':
      async scope => {
        const set = await addAgents(scope, ['a', 'b', 'c']);
        expect(set.spec.updateStrategy).toEqual({
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
        });
        const watch = await scope.watch(path(scope), {
          fieldSelector: 'metadata.name=agent',
        });
        expectSuccess(
          await scope.api.patch(
            'strategic',
            path(scope, 'agent'),
            setImage('registry.example/web:2'),
          ),
        );
        const events = await watch.until(
          ({ object }) =>
            object.status.observedGeneration === 2 &&
            object.status.updatedNumberScheduled === 3 &&
            object.status.numberAvailable === 3,
        );
        for (const { object } of events) {
          expect(object.status.numberAvailable ?? 0).toBeGreaterThanOrEqual(2);
        }
        await scope.eventually(async () => {
          expect(
            (await pods(scope)).map(pod => pod.spec.containers[0].image),
          ).toEqual(Array(3).fill('registry.example/web:2'));
        });
      },

    'a node that stops matching loses its pod': async scope => {
      await addAgents(scope, ['a', 'b']);
      expectSuccess(
        await scope.api.patch(
          'merge',
          `/api/v1/nodes/${scope.clusterName('b')}`,
          { metadata: { labels: { contract: null } } },
        ),
      );
      await becomes(scope, { desiredNumberScheduled: 1, numberReady: 1 });
      await scope.eventually(async () => {
        expect((await pods(scope)).map(pod => pod.spec.nodeName)).toEqual([
          scope.clusterName('a'),
        ]);
      });
    },
  },
};
