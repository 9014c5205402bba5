import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { configMap } from '../manifests';

const collection = (scope: ContractScope) => scope.path('v1', 'configmaps');

async function add(
  scope: ContractScope,
  name: string,
  data = {},
  labels = { watched: 'yes' },
): Promise<any> {
  return expectSuccess(
    await scope.api.post(collection(scope), configMap(name, data, { labels })),
    201,
  );
}

const watched = { labelSelector: 'watched=yes' };

const brief = ({ type, object }: any) => [type, object.metadata.name];

/** @public */
export const watchContract: Contract = {
  title: 'watches',
  cases: {
    'a watch without a version begins with what is there': async scope => {
      await add(scope, 'a');
      const watch = await scope.watch(collection(scope), watched);
      expect(watch.status).toBe(200);
      const first = await watch.next();
      expect(first).toMatchObject({
        type: 'ADDED',
        object: {
          kind: 'ConfigMap',
          apiVersion: 'v1',
          metadata: { name: 'a' },
        },
      });
      await add(scope, 'b');
      expect(brief(await watch.next())).toEqual(['ADDED', 'b']);
    },

    'a watch from a version tells each change after it, once and in order':
      async scope => {
        const start = await add(scope, 'a', { n: '0' });
        const path = `${collection(scope)}/a`;
        for (const n of ['1', '2', '3']) {
          expectSuccess(await scope.api.patch('merge', path, { data: { n } }));
        }
        const watch = await scope.watch(collection(scope), {
          ...watched,
          resourceVersion: start.metadata.resourceVersion,
        });
        expectSuccess(await scope.api.delete(path));
        const events = await watch.until(({ type }) => type === 'DELETED');
        expect(events.map(({ type, object }) => [type, object.data.n])).toEqual(
          [
            ['MODIFIED', '1'],
            ['MODIFIED', '2'],
            ['MODIFIED', '3'],
            ['DELETED', '3'],
          ],
        );
        const versions = events.map(({ object }) =>
          Number(object.metadata.resourceVersion),
        );
        expect(versions).toEqual([...versions].sort((a, b) => a - b));
        expect(new Set(versions).size).toBe(4);
      },

    'a deleted object is told with the version of its deletion':
      async scope => {
        const created = await add(scope, 'a');
        const watch = await scope.watch(collection(scope), {
          ...watched,
          resourceVersion: created.metadata.resourceVersion,
        });
        expectSuccess(await scope.api.delete(`${collection(scope)}/a`));
        const event = await watch.next();
        expect(event?.type).toBe('DELETED');
        expect(Number(event?.object.metadata.resourceVersion)).toBeGreaterThan(
          Number(created.metadata.resourceVersion),
        );
      },

    'a selector turns coming and going of a label into added and deleted':
      async scope => {
        await add(scope, 'a', {}, { watched: 'no' });
        const watch = await scope.watch(collection(scope), watched);
        const path = `${collection(scope)}/a`;
        const label = (value: string) =>
          scope.api.patch('merge', path, {
            metadata: { labels: { watched: value } },
          });
        await label('yes');
        await scope.api.patch('merge', path, { data: { x: 'y' } });
        await label('no');
        const events = await watch.until(({ type }) => type === 'DELETED');
        expect(events.map(({ type }) => type)).toEqual([
          'ADDED',
          'MODIFIED',
          'DELETED',
        ]);
      },

    'one object is watched by its name': async scope => {
      await add(scope, 'a');
      await add(scope, 'b');
      const watch = await scope.watch(collection(scope), {
        fieldSelector: 'metadata.name=b',
      });
      expect(brief(await watch.next())).toEqual(['ADDED', 'b']);
      await scope.api.patch('merge', `${collection(scope)}/a`, {
        data: { x: 'y' },
      });
      await scope.api.patch('merge', `${collection(scope)}/b`, {
        data: { x: 'y' },
      });
      expect(brief(await watch.next())).toEqual(['MODIFIED', 'b']);
    },

    'a version that is too old is gone': async scope => {
      await add(scope, 'a');
      const watch = await scope.watch(collection(scope), {
        resourceVersion: '1',
      });
      const event = await watch.next();
      expect(event).toEqual({
        type: 'ERROR',
        object: {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: expect.stringMatching(
            /^too old resource version: 1 \(\d+\)$/,
          ),
          reason: 'Expired',
          code: 410,
        },
      });
      expect(await watch.next()).toBeUndefined();
    },

    'the client turns that into an error with status 410': async scope => {
      const events = scope.client.watch(
        {
          group: '',
          version: 'v1',
          plural: 'configmaps',
          kind: 'ConfigMap',
          isNamespaced: true,
        },
        { namespace: scope.namespace, resourceVersion: '1' },
      );
      await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject(
        { status: 410, reason: 'Expired' },
      );
    },

    'a version that is no number is refused': async scope => {
      const answer = await scope.api.get(collection(scope), {
        watch: 'true',
        resourceVersion: 'new',
      });
      expectFailure(answer, {
        code: 500,
        message:
          'resourceVersion: Invalid value: "new": strconv.ParseUint: parsing "new": invalid syntax',
      });
    },

    'timeoutSeconds ends the watch without an error': async scope => {
      await add(scope, 'a');
      const watch = await scope.watch(collection(scope), {
        ...watched,
        timeoutSeconds: '1',
      });
      expect(brief(await watch.next())).toEqual(['ADDED', 'a']);
      expect(await watch.next()).toBeUndefined();
    },

    'initial events can be asked for, and end with a marked bookmark':
      async scope => {
        await add(scope, 'a');
        await add(scope, 'b');
        const watch = await scope.watch(collection(scope), {
          ...watched,
          sendInitialEvents: 'true',
          resourceVersionMatch: 'NotOlderThan',
          allowWatchBookmarks: 'true',
        });
        const events = await watch.until(({ type }) => type === 'BOOKMARK');
        expect(events.slice(0, -1).map(brief)).toEqual([
          ['ADDED', 'a'],
          ['ADDED', 'b'],
        ]);
        const bookmark = events[2].object;
        expect(bookmark).toMatchObject({
          kind: 'ConfigMap',
          apiVersion: 'v1',
          metadata: {
            resourceVersion: expect.stringMatching(/^\d+$/),
            annotations: { 'k8s.io/initial-events-end': 'true' },
          },
        });
      },

    'a bookmark comes before a bounded watch ends': async scope => {
      const created = await add(scope, 'a');
      const watch = await scope.watch(collection(scope), {
        ...watched,
        resourceVersion: created.metadata.resourceVersion,
        allowWatchBookmarks: 'true',
        timeoutSeconds: '4',
      });
      // Something that the watch does not tell, so that there is a newer version to mark.
      await add(scope, 'b', {}, { watched: 'no' });
      const event = await watch.next();
      expect(event?.type).toBe('BOOKMARK');
      expect(
        Number(event?.object.metadata.resourceVersion),
      ).toBeGreaterThanOrEqual(Number(created.metadata.resourceVersion));
    },

    'lists and watches join without a gap': async scope => {
      await add(scope, 'a');
      const list = expectSuccess(
        await scope.api.get(collection(scope), watched),
      );
      await add(scope, 'b');
      const watch = await scope.watch(collection(scope), {
        ...watched,
        resourceVersion: list.metadata.resourceVersion,
      });
      expect(brief(await watch.next())).toEqual(['ADDED', 'b']);
    },
  },
};
