import { Contract } from '../Contract';
import { ContractScope, KubectlResult } from '../ContractScope';
import { statusBecomes } from '../convergence';
import { budget, configMap, job, pod, workload } from '../manifests';
import { PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';
import { normalise } from './normalise';

// kubectl warns of its own age; that is not the cluster's doing.
const withoutSkew = (text: string) =>
  text.replace(/^WARNING: version difference.*\n/gm, '');

async function say(
  scope: ContractScope,
  arguments_: string[],
  input?: unknown,
): Promise<string> {
  const result = await scope.kubectl(
    arguments_,
    input === undefined ? '' : JSON.stringify(input),
  );
  if (result.code !== 0) {
    throw new Error(
      `kubectl ${arguments_.join(' ')} ended with ${result.code}: ${result.stderr}`,
    );
  }
  return normalise(scope, result.stdout);
}

const errorOf = (scope: ContractScope, result: KubectlResult) =>
  normalise(scope, withoutSkew(result.stderr));

async function addDeployment(scope: ContractScope, replicas = 2) {
  await addReadyNode(scope, 'node');
  PodRunner.start(scope);
  await say(
    scope,
    ['apply', '-f', '-'],
    workload('Deployment', 'web', {
      replicas,
      podSpec: { nodeSelector: { contract: scope.namespace } },
    }),
  );
  await statusBecomes(scope, scope.path('apps/v1', 'deployments', 'web'), {
    availableReplicas: replicas,
  });
}

/** @public */
export const kubectlContract: Contract = {
  title: 'kubectl',
  cases: {
    'get shows tables': async scope => {
      await addDeployment(scope);
      expect(await say(scope, ['get', 'deployments'])).toBe(
        ['NAME  READY  UP-TO-DATE  AVAILABLE  AGE', 'web  2/2  2  2  AGE'].join(
          '\n',
        ),
      );
      expect(await say(scope, ['get', 'pods'])).toBe(
        [
          'NAME  READY  STATUS  RESTARTS  AGE',
          'web-HASH-ID  1/1  Running  0  AGE',
          'web-HASH-ID  1/1  Running  0  AGE',
        ].join('\n'),
      );
      expect(await say(scope, ['get', 'replicasets', '-o', 'wide'])).toMatch(
        /^NAME {2}DESIRED {2}CURRENT {2}READY {2}AGE {2}CONTAINERS {2}IMAGES {2}SELECTOR\nweb-HASH {2}2 {2}2 {2}2 {2}AGE {2}main {2}registry.example\/web:1 {2}app=web,pod-template-hash=[0-9a-z]+$/,
      );
    },

    'get knows names, short names, labels and output forms': async scope => {
      await addDeployment(scope, 1);
      expect(await say(scope, ['get', 'deploy', 'web', '-o', 'name'])).toBe(
        'deployment.apps/web',
      );
      expect(
        await say(scope, [
          'get',
          'po',
          '-l',
          'app=web',
          '-o',
          'jsonpath={.items[*].status.phase}',
        ]),
      ).toBe('Running');
      expect(
        await say(scope, [
          'get',
          'deploy',
          '-o',
          'custom-columns=NAME:.metadata.name,IMAGE:.spec.template.spec.containers[0].image',
        ]),
      ).toBe('NAME  IMAGE\nweb  registry.example/web:1');
      const missing = await scope.kubectl(['get', 'pod', 'nobody']);
      expect(missing.code).toBe(1);
      expect(errorOf(scope, missing)).toBe(
        'Error from server (NotFound): pods "nobody" not found',
      );
      const unknown = await scope.kubectl(['get', 'gizmos']);
      expect(errorOf(scope, unknown)).toBe(
        'error: the server doesn\'t have a resource type "gizmos"',
      );
    },

    'get shows nodes with their state': async scope => {
      await addReadyNode(scope, 'a');
      await say(scope, ['cordon', scope.clusterName('a')]);
      expect(
        await say(scope, ['get', 'nodes', '-l', `contract=${scope.namespace}`]),
      ).toMatch(
        /^NAME {2}STATUS {2}ROLES {2}AGE {2}VERSION\nNAMESPACE-a {2}Ready,SchedulingDisabled {2}<none> {2}AGE$/,
      );
    },

    'apply creates, configures and recognises what is unchanged':
      async scope => {
        const path = ['apply', '-f', '-'];
        expect(await say(scope, path, configMap('one', { a: '1' }))).toBe(
          'configmap/one created',
        );
        expect(await say(scope, path, configMap('one', { a: '1' }))).toBe(
          'configmap/one unchanged',
        );
        expect(await say(scope, path, configMap('one', { b: '2' }))).toBe(
          'configmap/one configured',
        );
        expect(
          await say(scope, ['get', 'cm', 'one', '-o', 'jsonpath={.data}']),
        ).toBe('{"b":"2"}');
      },

    'apply refuses fields that the schema does not know': async scope => {
      const result = await scope.kubectl(
        ['apply', '-f', '-'],
        JSON.stringify({
          ...workload('Deployment', 'web'),
          spec: {
            ...workload('Deployment', 'web').spec,
            replicaCount: 3,
          },
        }),
      );
      expect(result.code).toBe(1);
      expect(errorOf(scope, result)).toBe(
        'Error from server (BadRequest): error when creating "STDIN": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replicaCount"',
      );
    },

    'apply --server-side applies, and reports conflicts': async scope => {
      const apply = ['apply', '--server-side', '-f', '-', '--field-manager'];
      expect(
        await say(scope, [...apply, 'blue'], configMap('one', { a: '1' })),
      ).toBe('configmap/one serverside-applied');
      const result = await scope.kubectl(
        [...apply, 'green'],
        JSON.stringify(configMap('one', { a: '2' })),
      );
      expect(result.code).toBe(1);
      expect(errorOf(scope, result)).toMatch(
        /^error: Apply failed with 1 conflict: conflict with "blue": \.data\.a\n/,
      );
      expect(
        await say(
          scope,
          [...apply, 'green', '--force-conflicts'],
          configMap('one', { a: '2' }),
        ),
      ).toBe('configmap/one serverside-applied');
    },

    'patch patches in three ways': async scope => {
      await addDeployment(scope, 1);
      expect(
        await say(scope, [
          'patch',
          'deploy',
          'web',
          '-p',
          '{"spec":{"replicas":2}}',
        ]),
      ).toBe('deployment.apps/web patched');
      expect(
        await say(scope, [
          'patch',
          'deploy',
          'web',
          '--type=merge',
          '-p',
          '{"spec":{"replicas":2}}',
        ]),
      ).toBe('deployment.apps/web patched (no change)');
      expect(
        await say(scope, [
          'patch',
          'deploy',
          'web',
          '--type=json',
          '-p',
          '[{"op":"replace","path":"/spec/replicas","value":0}]',
        ]),
      ).toBe('deployment.apps/web patched');
    },

    'scale scales, on condition if asked': async scope => {
      await addDeployment(scope, 1);
      expect(await say(scope, ['scale', 'deploy/web', '--replicas=3'])).toBe(
        'deployment.apps/web scaled',
      );
      const refused = await scope.kubectl([
        'scale',
        'deploy/web',
        '--current-replicas=7',
        '--replicas=1',
      ]);
      expect(refused.code).toBe(1);
      expect(errorOf(scope, refused)).toBe(
        'error: Expected replicas to be 7, was 3',
      );
    },

    'rollout status follows a rollout to its end': async scope => {
      await addDeployment(scope);
      await say(scope, [
        'set',
        'image',
        'deploy/web',
        'main=registry.example/web:2',
      ]);
      const told = await say(scope, [
        'rollout',
        'status',
        'deploy/web',
        '--timeout=30s',
      ]);
      expect(told.split('\n').pop()).toBe(
        'deployment "web" successfully rolled out',
      );
      expect(
        (await say(scope, ['rollout', 'history', 'deploy/web'])).split('\n'),
      ).toEqual([
        'deployment.apps/web',
        'REVISION  CHANGE-CAUSE',
        '1  <none>',
        '2  <none>',
      ]);
      expect(await say(scope, ['rollout', 'undo', 'deploy/web'])).toBe(
        'deployment.apps/web rolled back',
      );
      await say(scope, ['rollout', 'status', 'deploy/web', '--timeout=30s']);
      expect(
        await say(scope, [
          'get',
          'deploy',
          'web',
          '-o',
          'jsonpath={.spec.template.spec.containers[0].image}',
        ]),
      ).toBe('registry.example/web:1');
    },

    'rollout status fails where the deadline has passed': async scope => {
      await say(
        scope,
        ['apply', '-f', '-'],
        workload('Deployment', 'web', {
          spec: { progressDeadlineSeconds: 1 },
          podSpec: { nodeSelector: { nowhere: 'yes' } },
        }),
      );
      const result = await scope.kubectl(['rollout', 'status', 'deploy/web']);
      expect(result.code).toBe(1);
      expect(errorOf(scope, result)).toBe(
        'error: deployment "web" exceeded its progress deadline',
      );
    },

    'rollout status refuses OnDelete': async scope => {
      await say(
        scope,
        ['apply', '-f', '-'],
        workload('DaemonSet', 'agent', {
          spec: { updateStrategy: { type: 'OnDelete' } },
          podSpec: { nodeSelector: { nowhere: 'yes' } },
        }),
      );
      const result = await scope.kubectl(['rollout', 'status', 'ds/agent']);
      expect(result.code).toBe(1);
      expect(errorOf(scope, result)).toBe(
        'error: rollout status is only available for RollingUpdate strategy type',
      );
    },

    'rollout restart and pause change the template and the flag':
      async scope => {
        await addDeployment(scope, 1);
        expect(await say(scope, ['rollout', 'restart', 'deploy/web'])).toBe(
          'deployment.apps/web restarted',
        );
        await say(scope, ['rollout', 'status', 'deploy/web', '--timeout=30s']);
        expect(await say(scope, ['rollout', 'pause', 'deploy/web'])).toBe(
          'deployment.apps/web paused',
        );
        expect(await say(scope, ['rollout', 'resume', 'deploy/web'])).toBe(
          'deployment.apps/web resumed',
        );
      },

    'drain cordons, evicts and waits': async scope => {
      await addDeployment(scope);
      const node = scope.clusterName('node');
      const result = await scope.kubectl(['drain', node, '--timeout=30s']);
      expect(errorOf(scope, result)).toBe('');
      expect(normalise(scope, result.stdout).split('\n').sort()).toEqual([
        'evicting pod NAMESPACE/web-HASH-ID',
        'evicting pod NAMESPACE/web-HASH-ID',
        'node/NAMESPACE-node cordoned',
        'node/NAMESPACE-node drained',
        'pod/web-HASH-ID evicted',
        'pod/web-HASH-ID evicted',
      ]);
      expect(await say(scope, ['uncordon', node])).toBe(
        'node/NAMESPACE-node uncordoned',
      );
    },

    'drain refuses pods that nobody would make again': async scope => {
      const { metadata } = await addReadyNode(scope, 'node');
      PodRunner.start(scope);
      await say(
        scope,
        ['apply', '-f', '-'],
        pod('lonely', { spec: { nodeName: metadata.name } }),
      );
      const result = await scope.kubectl(['drain', metadata.name]);
      expect(result.code).toBe(1);
      expect(errorOf(scope, result)).toContain(
        'cannot delete cannot delete Pods that declare no controller (use --force to override): NAMESPACE/lonely',
      );
    },

    'drain waits for a budget, and says so until its time is up':
      async scope => {
        await addDeployment(scope);
        await say(
          scope,
          ['apply', '-f', '-'],
          budget('web', { app: 'web' }, { minAvailable: 2 }),
        );
        await statusBecomes(
          scope,
          scope.path('policy/v1', 'poddisruptionbudgets', 'web'),
          { expectedPods: 2, disruptionsAllowed: 0 },
        );
        const result = await scope.kubectl([
          'drain',
          scope.clusterName('node'),
          '--timeout=2s',
        ]);
        expect(result.code).toBe(1);
        expect(errorOf(scope, result)).toContain(
          'error when evicting pods/"web-HASH-ID" -n "NAMESPACE" (will retry after AGE): Cannot evict pod as it would violate the pod\'s disruption budget.',
        );
      },

    'wait waits for conditions and for deletion': async scope => {
      await addDeployment(scope, 1);
      expect(
        await say(scope, [
          'wait',
          'deploy/web',
          '--for=condition=Available',
          '--timeout=30s',
        ]),
      ).toBe('deployment.apps/web condition met');
      expect(
        await say(scope, [
          'wait',
          'deploy/web',
          '--for=jsonpath={.status.readyReplicas}=1',
          '--timeout=30s',
        ]),
      ).toBe('deployment.apps/web condition met');
      await say(scope, ['delete', 'deploy', 'web', '--wait=false']);
      expect(
        await say(scope, [
          'wait',
          'pod',
          '-l',
          'app=web',
          '--for=delete',
          '--timeout=30s',
        ]),
      ).toMatch(/^(pod\/web-HASH-ID condition met)?$/);
      const late = await scope.kubectl([
        'wait',
        'ns',
        scope.namespace,
        '--for=condition=Never',
        '--timeout=1s',
      ]);
      expect(late.code).toBe(1);
      expect(errorOf(scope, late)).toContain(
        'timed out waiting for the condition',
      );
    },

    'delete waits until the object is gone': async scope => {
      await say(scope, ['apply', '-f', '-'], configMap('one'));
      expect(await say(scope, ['delete', 'cm', 'one'])).toBe(
        'configmap "one" deleted',
      );
      const missing = await scope.kubectl(['delete', 'cm', 'one']);
      expect(errorOf(scope, missing)).toBe(
        'Error from server (NotFound): configmaps "one" not found',
      );
      expect(
        await say(scope, ['delete', 'cm', 'one', '--ignore-not-found']),
      ).toBe('');
    },

    'create makes objects by kind': async scope => {
      expect(
        await say(scope, ['create', 'configmap', 'one', '--from-literal=a=b']),
      ).toBe('configmap/one created');
      expect(
        await say(scope, ['create', 'deployment', 'web', '--image=web:1']),
      ).toBe('deployment.apps/web created');
      expect(await say(scope, ['create', '-f', '-'], job('task'))).toBe(
        'job.batch/task created',
      );
      const again = await scope.kubectl(['create', 'configmap', 'one']);
      expect(errorOf(scope, again)).toBe(
        'error: failed to create configmap: configmaps "one" already exists',
      );
    },

    'label, annotate and taint write metadata and taints': async scope => {
      const { metadata } = await addReadyNode(scope, 'a');
      expect(await say(scope, ['label', 'node', metadata.name, 'tier=x'])).toBe(
        'node/NAMESPACE-a labeled',
      );
      expect(
        await say(scope, ['annotate', 'node', metadata.name, 'note=y']),
      ).toBe('node/NAMESPACE-a annotated');
      expect(
        await say(scope, ['taint', 'node', metadata.name, 'a=b:NoSchedule']),
      ).toBe('node/NAMESPACE-a tainted');
      expect(
        await say(scope, ['taint', 'node', metadata.name, 'a:NoSchedule-']),
      ).toBe('node/NAMESPACE-a untainted');
    },

    'api-resources lists what an upgrade uses': async scope => {
      const lines = (await say(scope, ['api-resources', '--no-headers'])).split(
        '\n',
      );
      expect(lines).toEqual(
        expect.arrayContaining([
          'configmaps  cm  v1  true  ConfigMap',
          'nodes  no  v1  false  Node',
          'pods  po  v1  true  Pod',
          'daemonsets  ds  apps/v1  true  DaemonSet',
          'deployments  deploy  apps/v1  true  Deployment',
          'statefulsets  sts  apps/v1  true  StatefulSet',
          'jobs  batch/v1  true  Job',
          'poddisruptionbudgets  pdb  policy/v1  true  PodDisruptionBudget',
          'customresourcedefinitions  crd,crds  apiextensions.k8s.io/v1  false  CustomResourceDefinition',
        ]),
      );
    },

    'describe tells a deployment with its events': async scope => {
      await addDeployment(scope, 1);
      await scope.eventually(async () => {
        const text = await say(scope, ['describe', 'deploy', 'web']);
        expect(text).toContain(
          'Replicas:  1 desired | 1 updated | 1 total | 1 available | 0 unavailable',
        );
        expect(text).toContain('StrategyType:  RollingUpdate');
        expect(text).toContain(
          'RollingUpdateStrategy:  25% max unavailable, 25% max surge',
        );
        expect(text).toContain('Available  True  MinimumReplicasAvailable');
        expect(text).toContain(
          'NewReplicaSet:  web-HASH (1/1 replicas created)',
        );
        expect(text).toMatch(
          /Normal {2}ScalingReplicaSet {2}.* {2}deployment-controller {2}Scaled up replica set web-HASH from 0 to 1/,
        );
      });
    },

    'describe tells a pod and a node': async scope => {
      await addDeployment(scope, 1);
      const podText = await say(scope, ['describe', 'pod', '-l', 'app=web']);
      expect(podText).toMatch(/^Name: {2}web-HASH-ID$/m);
      expect(podText).toMatch(/^Controlled By: {2}ReplicaSet\/web-HASH$/m);
      expect(podText).toMatch(/^Status: {2}Running$/m);
      await scope.eventually(async () => {
        expect(await say(scope, ['describe', 'pod', '-l', 'app=web'])).toMatch(
          /Normal {2}Scheduled .*Successfully assigned NAMESPACE\/web-HASH-ID to NAMESPACE-node/,
        );
      });
      const nodeText = await say(scope, [
        'describe',
        'node',
        scope.clusterName('node'),
      ]);
      expect(nodeText).toMatch(/^Name: {2}NAMESPACE-node$/m);
      expect(nodeText).toMatch(/^Unschedulable: {2}false$/m);
      expect(nodeText).toMatch(/NAMESPACE {2}web-HASH-ID/);
    },

    'logs of a pod that has not started are empty': async scope => {
      await say(
        scope,
        ['apply', '-f', '-'],
        pod('web', { spec: { nodeSelector: { nowhere: 'yes' } } }),
      );
      expect(await say(scope, ['logs', 'web'])).toBe('');
      const wrong = await scope.kubectl(['logs', 'web', '-c', 'other']);
      expect(wrong.code).toBe(1);
      expect(errorOf(scope, wrong)).toBe(
        'error: container other is not valid for pod web',
      );
    },

    'explain describes fields from the schema': async scope => {
      const text = await say(scope, ['explain', 'deployment.spec.replicas']);
      expect(text).toMatch(
        /^GROUP: {2}apps\nKIND: {2}Deployment\nVERSION: {2}v1/,
      );
      expect(text).toContain('FIELD: replicas <integer>');
    },

    'auth can-i asks the server': async scope => {
      expect(await say(scope, ['auth', 'can-i', 'delete', 'nodes'])).toBe(
        'yes',
      );
    },
  },
};
