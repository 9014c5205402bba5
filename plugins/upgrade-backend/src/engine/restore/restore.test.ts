import { Snapshot, SnapshotItem } from '@cluster-upgrade/plugin-upgrade-common';
import { resourceTypes } from '@cluster-upgrade/plugin-upgrade-node';
import { EngineBench } from '@cluster-upgrade/simulation';
import { compareSnapshot } from './compareSnapshot';
import { ObjectSource, readObjects, takeSnapshot } from './readSnapshotObjects';

const NOW_MS = 5_000;

const configMap = (name: string): SnapshotItem => ({
  object: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'default',
    name,
  },
  pointers: ['/data/version', '/data/missing', '/metadata/labels/tier~1one'],
});

describe('snapshot and proof', () => {
  let bench: EngineBench;
  let source: ObjectSource;

  beforeEach(async () => {
    bench = await EngineBench.open();
    source = {
      cluster: bench.client(),
      knownResources: [],
      signal: new AbortController().signal,
    };
    await bench.client().create(resourceTypes.configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'there',
        namespace: 'default',
        labels: { 'tier/one': 'web' },
      },
      data: { version: '1.0.0', other: 'x' },
    });
  });

  afterEach(() => bench.dispose());

  const take = () =>
    takeSnapshot([configMap('there'), configMap('absent')], source, NOW_MS);

  async function prove(snapshot: Snapshot) {
    const objects = snapshot.objects.map(({ object }) => object);
    return compareSnapshot(snapshot, await readObjects(objects, source), 9_000);
  }

  const patch = (body: object) =>
    bench
      .client()
      .patch(
        resourceTypes.configMaps,
        { name: 'there', namespace: 'default' },
        'merge',
        body,
      );

  it('saves named parts, absence included', async () => {
    const { objects } = await take();
    expect(objects).toEqual([
      {
        object: configMap('there').object,
        uid: expect.any(String),
        existed: true,
        values: {
          '/data/version': '1.0.0',
          '/data/missing': null,
          '/metadata/labels/tier~1one': 'web',
        },
      },
      {
        object: configMap('absent').object,
        uid: undefined,
        existed: false,
        values: {},
      },
    ]);
  });

  it('proves what is as before, whatever else changed', async () => {
    const snapshot = await take();
    await patch({
      data: { other: 'y' },
      metadata: { annotations: { a: 'b' } },
    });
    expect(await prove(snapshot)).toEqual({
      comparedAtMs: 9_000,
      total: 2,
      restored: 2,
      differences: [],
    });
  });

  it('names each part that is not as before', async () => {
    const snapshot = await take();
    await patch({ data: { version: '2.0.0', missing: 'now there' } });
    const proof = await prove(snapshot);
    expect(proof.restored).toBe(1);
    expect(
      proof.differences.map(({ pointer, expected, found }) => [
        pointer,
        expected,
        found,
      ]),
    ).toEqual([
      ['/data/version', '"(not shown)"', '"(not shown)"'],
      ['/data/missing', 'absent', '"(not shown)"'],
    ]);
  });

  it('names objects that should not be there, and such that should', async () => {
    const snapshot = await take();
    await bench.client().delete(resourceTypes.configMaps, {
      name: 'there',
      namespace: 'default',
    });
    await bench.client().create(resourceTypes.configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'absent', namespace: 'default' },
    });
    const { differences } = await prove(snapshot);
    expect(differences.map(({ expected, found }) => [expected, found])).toEqual(
      [
        ['present', 'absent'],
        ['absent', 'present'],
      ],
    );
  });
});
