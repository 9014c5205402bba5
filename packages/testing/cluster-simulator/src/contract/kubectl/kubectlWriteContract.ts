import { Contract } from '../Contract';
import { configMap, job, workload } from '../manifests';
import { addReadyNode } from '../readyNode';
import { addDeployment, errorOf, say } from './kubectl';

/** @public */
export const kubectlWriteContract: Contract = {
  title: 'kubectl: writing',
  cases: {
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

    'create makes objects, and refuses those that are there': async scope => {
      const create = ['create', '-f', '-'];
      expect(await say(scope, create, configMap('one', { a: 'b' }))).toBe(
        'configmap/one created',
      );
      expect(await say(scope, create, job('task'))).toBe(
        'job.batch/task created',
      );
      const again = await scope.kubectl(
        create,
        JSON.stringify(configMap('one')),
      );
      expect(errorOf(scope, again)).toBe(
        'Error from server (AlreadyExists): error when creating "STDIN": configmaps "one" already exists',
      );
    },

    'what create would make can be applied': async scope => {
      const make = 'deployment web --image=registry.example/web:1'.split(' ');
      const { stdout } = await scope.kubectl([
        ...['create', ...make, '--dry-run=client', '-o', 'json'],
      ]);
      expect(await say(scope, ['apply', '-f', '-'], JSON.parse(stdout))).toBe(
        'deployment.apps/web created',
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
  },
};
