import { Contract } from '../Contract';
import { statusBecomes } from '../convergence';
import { budget, pod, workload } from '../manifests';
import { PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';
import { addDeployment, errorOf, say } from './kubectl';
import { normalise } from './normalise';

/** @public */
export const kubectlRolloutContract: Contract = {
  title: 'kubectl: rollouts and drains',
  cases: {
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
  },
};
