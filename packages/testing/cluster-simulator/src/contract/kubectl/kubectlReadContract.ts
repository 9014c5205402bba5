import { Contract } from '../Contract';
import { pod } from '../manifests';
import { addReadyNode } from '../readyNode';
import { addDeployment, errorOf, say } from './kubectl';

/** @public */
export const kubectlReadContract: Contract = {
  title: 'kubectl: reading',
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
  },
};
