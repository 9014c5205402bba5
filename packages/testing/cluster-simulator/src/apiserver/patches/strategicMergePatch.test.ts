import fc from 'fast-check';
import { builtinSchema } from '../schema/Schema';
import { applyStrategicMergePatch } from './strategicMergePatch';

const podSchema = builtinSchema('', 'v1', 'Pod');
const deploymentSchema = builtinSchema('apps', 'v1', 'Deployment');

function pod(spec: object) {
  return { kind: 'Pod', spec };
}

function patchPod(spec: object, patch: object): any {
  return applyStrategicMergePatch(pod(spec), { spec: patch }, podSchema).spec;
}

const containers = [
  { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }] },
  { name: 'b', image: 'b:1' },
];

describe('strategic merge patches', () => {
  it.each([
    [
      'merge list items by their key, deeply',
      {
        containers: [
          { name: 'a', image: 'a:2', env: [{ name: 'Y', value: '2' }] },
        ],
      },
      [
        {
          name: 'a',
          image: 'a:2',
          env: [
            { name: 'Y', value: '2' },
            { name: 'X', value: '1' },
          ],
        },
        { name: 'b', image: 'b:1' },
      ],
    ],
    [
      'delete an item by directive',
      { containers: [{ name: 'a', $patch: 'delete' }] },
      [{ name: 'b', image: 'b:1' }],
    ],
    [
      'replace a list by directive',
      { containers: [{ $patch: 'replace' }, { name: 'c', image: 'c:1' }] },
      [{ name: 'c', image: 'c:1' }],
    ],
    [
      'order items as told',
      {
        '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }],
        containers: [{ name: 'b', image: 'b:2' }],
      },
      [{ name: 'b', image: 'b:2' }, containers[0]],
    ],
    [
      'only order where nothing else is told',
      { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
      [containers[1], containers[0]],
    ],
    [
      'put new items before the ones they do not name',
      { containers: [{ name: 'c', image: 'c:1' }] },
      [{ name: 'c', image: 'c:1' }, ...containers],
    ],
    [
      'remove a field by null',
      { containers: [{ name: 'a', env: null }] },
      [{ name: 'a', image: 'a:1' }, containers[1]],
    ],
  ])('%s', (_, patch, expected) => {
    expect(patchPod({ containers }, patch).containers).toEqual(expected);
  });

  it('refuse a directive that they do not know', () => {
    expect(() =>
      patchPod(
        { containers },
        { containers: [{ name: 'a', $patch: 'merge' }] },
      ),
    ).toThrow('unknown patch type found: merge');
  });

  it('replace a list that has no key as a whole', () => {
    const tolerations = [{ key: 'a' }, { key: 'b' }];
    expect(
      patchPod({ tolerations }, { tolerations: [{ key: 'c' }] }).tolerations,
    ).toEqual([{ key: 'c' }]);
  });

  it('merge lists of words, and take words out by directive', () => {
    const merged: any = applyStrategicMergePatch(
      { metadata: { finalizers: ['x/a', 'x/b'] } },
      { metadata: { finalizers: ['x/c', 'x/a'] } },
      podSchema,
    );
    expect([...merged.metadata.finalizers].sort()).toEqual([
      'x/a',
      'x/b',
      'x/c',
    ]);
    expect(
      applyStrategicMergePatch(
        merged,
        { metadata: { '$deleteFromPrimitiveList/finalizers': ['x/a', 'x/c'] } },
        podSchema,
      ),
    ).toEqual({ metadata: { finalizers: ['x/b'] } });
  });

  it('keep only the named members of a union', () => {
    const strategy = {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1 },
    };
    expect(
      applyStrategicMergePatch(
        { spec: { strategy } },
        { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } },
        deploymentSchema,
      ),
    ).toEqual({ spec: { strategy: { type: 'Recreate' } } });
  });

  it('replace or delete a map by directive', () => {
    const labels = { a: '1', b: '2' };
    const patchLabels = (patch: object) =>
      applyStrategicMergePatch(
        { metadata: { labels } },
        { metadata: { labels: patch } },
        podSchema,
      );
    expect(patchLabels({ $patch: 'replace', c: '3' })).toEqual({
      metadata: { labels: { c: '3' } },
    });
    expect(patchLabels({ $patch: 'delete' })).toEqual({
      metadata: { labels: {} },
    });
  });

  it('refuse an item without its key', () => {
    expect(() =>
      patchPod({ containers }, { containers: [{ image: 'x' }] }),
    ).toThrow('map[image:x] does not contain declared merge key: name');
  });

  const environment = fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('A', 'B', 'C', 'D'),
      value: fc.constantFrom('1', '2'),
    }),
    { selector: ({ name }) => name, maxLength: 4 },
  );

  it('never lose an item that the patch does not name, and hold every one it does', () => {
    fc.assert(
      fc.property(environment, environment, (live, patched) => {
        const [container] = patchPod(
          { containers: [{ name: 'a', env: live }] },
          { containers: [{ name: 'a', env: patched }] },
        ).containers;
        const expected = new Map(
          [...live, ...patched].map(({ name, value }) => [name, value]),
        );
        expect(
          new Map(
            (container.env ?? []).map(({ name, value }: any) => [name, value]),
          ),
        ).toEqual(expected);
        expect(container.env ?? []).toHaveLength(expected.size);
      }),
    );
  });

  it('change nothing when applied a second time, nor their arguments', () => {
    fc.assert(
      fc.property(environment, environment, (live, patched) => {
        const target = pod({ containers: [{ name: 'a', env: live }] });
        const patch = { spec: { containers: [{ name: 'a', env: patched }] } };
        const before = structuredClone([target, patch]);
        const once = applyStrategicMergePatch(target, patch, podSchema);
        expect(applyStrategicMergePatch(once, patch, podSchema)).toEqual(once);
        expect([target, patch]).toEqual(before);
      }),
    );
  });
});
