import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import {
  addDeployment,
  becomes,
  broken,
  deploymentPath,
  replicaSets,
  revisionOf,
  setImage,
} from './deployments';

/** @public */
export const rolloutContract: Contract = {
  title: 'deployment rollouts',
  cases: {
    'a new image is rolled out by a second replica set': async scope => {
      await addDeployment(scope, 3);
      const patched = expectSuccess(
        await scope.api.patch(
          'strategic',
          deploymentPath(scope, 'web'),
          setImage('registry.example/web:2'),
        ),
      );
      expect(patched.metadata.generation).toBe(2);
      const done = await becomes(scope, 'web', {
        replicas: 3,
        updatedReplicas: 3,
        availableReplicas: 3,
      });
      expect(revisionOf(done)).toBe(2);
      await scope.eventually(async () => {
        const sets = await replicaSets(scope);
        expect(
          sets.map(set => [
            revisionOf(set),
            set.spec.replicas,
            set.status.replicas,
          ]),
        ).toEqual([
          [1, 0, 0],
          [2, 3, 3],
        ]);
      });
      await scope.eventually(async () => {
        const pods = (await scope.api.get(scope.path('v1', 'pods'))).body.items;
        expect(pods.map((pod: any) => pod.spec.containers[0].image)).toEqual(
          Array(3).fill('registry.example/web:2'),
        );
      });
    },

    'a rollout that can not get ready keeps the old pods and says so':
      async scope => {
        await addDeployment(scope, 4, {
          progressDeadlineSeconds: 2,
          minReadySeconds: 0,
        });
        expectSuccess(
          await scope.api.patch(
            'strategic',
            deploymentPath(scope, 'web'),
            setImage(broken),
          ),
        );
        const stuck = await becomes(scope, 'web', {
          replicas: 5,
          updatedReplicas: 2,
          readyReplicas: 3,
          availableReplicas: 3,
          unavailableReplicas: 2,
        });
        expect(stuck.status.conditions).toContainEqual(
          expect.objectContaining({ type: 'Available', status: 'True' }),
        );
        const [, newest] = await replicaSets(scope);
        await scope.eventually(async () => {
          const { body } = await scope.api.get(deploymentPath(scope, 'web'));
          expect(body.status.conditions).toContainEqual(
            expect.objectContaining({
              type: 'Progressing',
              status: 'False',
              reason: 'ProgressDeadlineExceeded',
              message: `ReplicaSet "${newest.metadata.name}" has timed out progressing.`,
            }),
          );
        });
      },

    'going back to an earlier template takes its replica set up again':
      async scope => {
        const first = await addDeployment(scope, 2);
        const [original] = await replicaSets(scope);
        const path = deploymentPath(scope, 'web');
        expectSuccess(
          await scope.api.patch('strategic', path, setImage(broken)),
        );
        await becomes(scope, 'web', { updatedReplicas: 1 });
        expectSuccess(
          await scope.api.patch('json', path, [
            {
              op: 'replace',
              path: '/spec/template',
              value: first.spec.template,
            },
          ]),
        );
        const back = await becomes(scope, 'web', {
          replicas: 2,
          updatedReplicas: 2,
          availableReplicas: 2,
        });
        expect(revisionOf(back)).toBe(3);
        const sets = await replicaSets(scope);
        expect(sets).toHaveLength(2);
        expect(sets[1].metadata.uid).toBe(original.metadata.uid);
        expect(
          sets[1].metadata.annotations[
            'deployment.kubernetes.io/revision-history'
          ],
        ).toBe('1');
      },

    'a paused deployment does not roll out until it is resumed':
      async scope => {
        await addDeployment(scope, 1);
        const path = deploymentPath(scope, 'web');
        expectSuccess(
          await scope.api.patch('merge', path, { spec: { paused: true } }),
        );
        expectSuccess(
          await scope.api.patch(
            'strategic',
            path,
            setImage('registry.example/web:2'),
          ),
        );
        const paused = await becomes(scope, 'web', { replicas: 1 });
        expect(paused.status.conditions).toContainEqual(
          expect.objectContaining({
            type: 'Progressing',
            status: 'Unknown',
            reason: 'DeploymentPaused',
          }),
        );
        expect(await replicaSets(scope)).toHaveLength(1);
        expectSuccess(
          await scope.api.patch('merge', path, { spec: { paused: null } }),
        );
        const done = await becomes(scope, 'web', {
          updatedReplicas: 1,
          availableReplicas: 1,
        });
        expect(revisionOf(done)).toBe(2);
      },

    'Recreate takes the old pods away before it makes new ones':
      async scope => {
        await addDeployment(scope, 2, { strategy: { type: 'Recreate' } });
        const watch = await scope.watch(scope.path('v1', 'pods'));
        await watch.until(
          ({ type, object }) =>
            type === 'ADDED' && object.status.phase === 'Running',
        );
        expectSuccess(
          await scope.api.patch(
            'strategic',
            deploymentPath(scope, 'web'),
            setImage('registry.example/web:2'),
          ),
        );
        const events = await watch.until(
          ({ type, object }) =>
            type === 'ADDED' &&
            object.spec.containers[0].image === 'registry.example/web:2',
        );
        expect(events.filter(({ type }) => type === 'DELETED')).toHaveLength(2);
      },
  },
};
