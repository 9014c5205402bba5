import { expectFailure, expectSuccess } from '../answers';
import { Contract } from '../Contract';
import { ContractScope } from '../ContractScope';
import { configMap } from '../manifests';

const namesOf = (list: any): string[] =>
  list.items.map((item: any) => item.metadata.name);

async function addMaps(
  scope: ContractScope,
  labelsByName: Record<string, Record<string, string>>,
): Promise<string> {
  const path = scope.path('v1', 'configmaps');
  for (const [name, labels] of Object.entries(labelsByName)) {
    expectSuccess(
      await scope.api.post(
        path,
        configMap(name, {}, { labels: { listed: 'yes', ...labels } }),
      ),
      201,
    );
  }
  return path;
}

/** @public */
export const listContract: Contract = {
  title: 'lists',
  cases: {
    'a list carries its type and version, its items neither': async scope => {
      const path = await addMaps(scope, { b: {}, a: {} });
      const list = expectSuccess(
        await scope.api.get(path, { labelSelector: 'listed' }),
      );
      expect(list.kind).toBe('ConfigMapList');
      expect(list.apiVersion).toBe('v1');
      expect(list.metadata).toEqual({
        resourceVersion: expect.stringMatching(/^\d+$/),
      });
      expect(namesOf(list)).toEqual(['a', 'b']);
      expect(list.items[0].kind).toBeUndefined();
    },

    'an empty list has an empty array': async scope => {
      const list = expectSuccess(
        await scope.api.get(scope.path('apps/v1', 'deployments')),
      );
      expect(list.items).toEqual([]);
    },

    'label selectors know equality, sets and existence': async scope => {
      const path = await addMaps(scope, {
        a: { tier: 'front', env: 'live' },
        b: { tier: 'back', env: 'live' },
        c: { tier: 'back', env: 'test' },
        d: {},
      });
      const expected: Record<string, string[]> = {
        'tier=back': ['b', 'c'],
        'tier==back,env=live': ['b'],
        'tier!=back,listed': ['a', 'd'],
        'tier in (front, back),env notin (test)': ['a', 'b'],
        'tier,listed': ['a', 'b', 'c'],
        '!tier,listed': ['d'],
        'tier=none': [],
      };
      for (const [labelSelector, names] of Object.entries(expected)) {
        const list = expectSuccess(
          await scope.api.get(path, { labelSelector }),
        );
        expect([labelSelector, namesOf(list)]).toEqual([labelSelector, names]);
      }
      const refused = await scope.api.get(path, { labelSelector: 'tier in x' });
      expect(refused.status).toBe(400);
      expect(refused.body.reason).toBe('BadRequest');
    },

    'field selectors know name and namespace': async scope => {
      const path = await addMaps(scope, { a: {}, b: {} });
      const byName = expectSuccess(
        await scope.api.get(path, { fieldSelector: 'metadata.name=b' }),
      );
      expect(namesOf(byName)).toEqual(['b']);
      const everywhere = expectSuccess(
        await scope.api.get('/api/v1/configmaps', {
          fieldSelector: `metadata.namespace=${scope.namespace},metadata.name!=a`,
          labelSelector: 'listed',
        }),
      );
      expect(namesOf(everywhere)).toEqual(['b']);
      expectFailure(await scope.api.get(path, { fieldSelector: 'data.a=1' }), {
        code: 400,
        reason: 'BadRequest',
        message: expect.stringContaining(
          '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"',
        ),
      });
    },

    'a limit gives pages of one consistent moment': async scope => {
      const path = await addMaps(scope, { a: {}, b: {}, c: {}, d: {}, e: {} });
      const query = { labelSelector: 'listed', limit: '2' };
      const plain = await scope.api.get(path, { limit: '2' });
      expect(plain.body.metadata.remainingItemCount).toBeGreaterThanOrEqual(3);
      const first = expectSuccess(await scope.api.get(path, query));
      expect(namesOf(first)).toEqual(['a', 'b']);
      expect(first.metadata.continue).toEqual(expect.any(String));

      await addMaps(scope, { bb: {} });
      const second = expectSuccess(
        await scope.api.get(path, {
          ...query,
          continue: first.metadata.continue,
        }),
      );
      expect(namesOf(second)).toEqual(['c', 'd']);
      expect(second.metadata.resourceVersion).toBe(
        first.metadata.resourceVersion,
      );
      const last = expectSuccess(
        await scope.api.get(path, {
          ...query,
          continue: second.metadata.continue,
        }),
      );
      expect(namesOf(last)).toEqual(['e']);
      expect(last.metadata.continue).toBeUndefined();
    },

    'a continue token that is none is refused': async scope => {
      const answer = await scope.api.get(scope.path('v1', 'configmaps'), {
        limit: '1',
        continue: 'nonsense',
      });
      expect(answer.status).toBe(400);
      expect(answer.body.reason).toBe('BadRequest');
    },

    'a table is given to those who ask for one': async scope => {
      const path = await addMaps(scope, { a: {} });
      const answer = await scope.api.request('GET', path, {
        query: { labelSelector: 'listed' },
        headers: {
          accept:
            'application/json;as=Table;v=v1;g=meta.k8s.io,application/json',
        },
      });
      const table = expectSuccess(answer);
      expect(table.kind).toBe('Table');
      expect(table.apiVersion).toBe('meta.k8s.io/v1');
      expect(
        table.columnDefinitions.map(({ name, type, priority }: any) => [
          name,
          type,
          priority,
        ]),
      ).toEqual([
        ['Name', 'string', 0],
        ['Data', 'string', 0],
        ['Age', 'string', 0],
      ]);
      expect(table.rows[0].cells.slice(0, 2)).toEqual(['a', 0]);
      expect(table.rows[0].object).toMatchObject({
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { name: 'a', labels: { listed: 'yes' } },
      });
    },
  },
};
