import { expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { job } from '../manifests';
import { PodFate, PodRunner } from '../PodRunner';
import { addReadyNode } from '../readyNode';

const path = (scope: ContractScope, ...rest: string[]) =>
  scope.path('batch/v1', 'jobs', ...rest);

async function addJob(
  scope: ContractScope,
  fateOf: (pod: any) => PodFate,
  spec: object = {},
): Promise<any> {
  await addReadyNode(scope, 'node');
  PodRunner.start(scope, fateOf);
  return expectSuccess(
    await scope.api.post(path(scope), job('task', spec)),
    201,
  );
}

async function ends(scope: ContractScope, type: string): Promise<any> {
  return scope.eventually(async () => {
    const { body } = await scope.api.get(path(scope, 'task'));
    expect(body.status.conditions).toContainEqual(
      expect.objectContaining({ type, status: 'True' }),
    );
    return body;
  });
}

/** @public */
export const jobContract: Contract = {
  title: 'jobs',
  cases: {
    'a job selects its pods by its own uid': async scope => {
      const created = await addJob(scope, () => 'ready');
      const { uid } = created.metadata;
      expect(created.spec).toMatchObject({
        parallelism: 1,
        completions: 1,
        backoffLimit: 6,
        completionMode: 'NonIndexed',
        suspend: false,
        selector: {
          matchLabels: { 'batch.kubernetes.io/controller-uid': uid },
        },
      });
      await scope.eventually(async () => {
        const { body } = await scope.api.get(scope.path('v1', 'pods'));
        expect(body.items).toHaveLength(1);
        expect(body.items[0].metadata.labels).toEqual({
          app: 'task',
          'batch.kubernetes.io/controller-uid': uid,
          'batch.kubernetes.io/job-name': 'task',
          'controller-uid': uid,
          'job-name': 'task',
        });
      });
      await scope.eventually(async () => {
        const { body } = await scope.api.get(path(scope, 'task'));
        expect(body.status).toMatchObject({ active: 1, ready: 1 });
        expect(body.status.startTime).toBeDefined();
      });
    },

    'a job whose pod succeeds is complete': async scope => {
      await addJob(scope, () => 'succeeded');
      const done = await ends(scope, 'Complete');
      expect(done.status.succeeded).toBe(1);
      expect(done.status.active).toBeUndefined();
      expect(done.status.completionTime).toBeDefined();
      expect(done.status.conditions.map(({ type }: any) => type)).toEqual([
        'SuccessCriteriaMet',
        'Complete',
      ]);
    },

    'a job whose pods fail too often is failed, with the reason':
      async scope => {
        await addJob(scope, () => 'failed', { backoffLimit: 0 });
        const failed = await ends(scope, 'Failed');
        expect(failed.status.failed).toBe(1);
        expect(failed.status.conditions).toContainEqual(
          expect.objectContaining({
            type: 'Failed',
            reason: 'BackoffLimitExceeded',
            message: 'Job has reached the specified backoff limit',
          }),
        );
      },

    'a failed pod is tried again within the limit': async scope => {
      let first: string | undefined;
      await addJob(
        scope,
        ({ metadata }) => {
          first ??= metadata.uid;
          return metadata.uid === first ? 'failed' : 'succeeded';
        },
        { backoffLimit: 1 },
      );
      const done = await ends(scope, 'Complete');
      expect(done.status).toMatchObject({ succeeded: 1, failed: 1 });
    },

    'a job that takes too long is failed': async scope => {
      await addJob(scope, () => 'ready', { activeDeadlineSeconds: 1 });
      const failed = await ends(scope, 'Failed');
      expect(failed.status.conditions).toContainEqual(
        expect.objectContaining({
          type: 'Failed',
          reason: 'DeadlineExceeded',
          message: 'Job was active longer than specified deadline',
        }),
      );
    },

    'a suspended job has no pods until it is resumed': async scope => {
      await addJob(scope, () => 'succeeded', { suspend: true });
      await ends(scope, 'Suspended');
      const { body } = await scope.api.get(scope.path('v1', 'pods'));
      expect(body.items).toEqual([]);
      expectSuccess(
        await scope.api.patch('merge', path(scope, 'task'), {
          spec: { suspend: false },
        }),
      );
      await ends(scope, 'Complete');
    },

    'several completions run side by side up to the parallelism':
      async scope => {
        await addJob(scope, () => 'succeeded', {
          completions: 3,
          parallelism: 2,
        });
        const done = await ends(scope, 'Complete');
        expect(done.status.succeeded).toBe(3);
      },

    'a finished job is removed after its time to live': async scope => {
      await addJob(scope, () => 'succeeded', { ttlSecondsAfterFinished: 0 });
      await scope.eventually(async () => {
        expect((await scope.api.get(path(scope, 'task'))).status).toBe(404);
      });
    },
  },
};
