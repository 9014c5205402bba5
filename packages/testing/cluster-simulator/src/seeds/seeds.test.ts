import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  resourceTypes,
  SeededRandom,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { createSimulatedCluster } from '../SimulatedCluster';
import { applyManifests } from './applyManifests';
import { parseManifests, readManifests } from './readManifests';

function createCluster() {
  const clock = new VirtualClock();
  const random = new SeededRandom(1);
  return { clock, client: createSimulatedCluster({ clock, random }).client() };
}

describe('readManifests', () => {
  it('reads the files of a folder in the order of their names, Lists taken apart', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seed-'));
    const named = (name: string) =>
      `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} } }`;
    writeFileSync(join(folder, 'b.yaml'), `${named('three')}\n---\n`);
    writeFileSync(
      join(folder, 'a.yml'),
      `apiVersion: v1\nkind: List\nitems: [${named('one')}, ${named('two')}]\n`,
    );
    writeFileSync(join(folder, 'README.md'), 'not a manifest');
    expect(readManifests(folder).map(({ metadata }) => metadata.name)).toEqual([
      'one',
      'two',
      'three',
    ]);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['a: [', /seed.yaml, document 1: /],
    ['kind: Pod', /document 1: .* needs apiVersion, kind and metadata.name/],
  ])('names file and document when %j is no manifest', (text, message) => {
    expect(() => parseManifests(text, 'seed.yaml')).toThrow(message);
  });

  it('says what is missing when a folder has no manifests', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seed-'));
    expect(() => readManifests(folder)).toThrow(/has no \*\.yaml file/);
    rmSync(folder, { recursive: true });
  });
});

describe('applyManifests', () => {
  it('creates namespaces and definitions before what needs them, and applies twice', async () => {
    const { clock, client } = createCluster();
    const objects = parseManifests(
      `
apiVersion: example.io/v1
kind: Widget
metadata: { name: one, namespace: late }
spec: { size: 1 }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.io }
spec:
  group: example.io
  scope: Namespaced
  names: { plural: widgets, singular: widget, kind: Widget, listKind: WidgetList }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          { type: object, x-kubernetes-preserve-unknown-fields: true }
---
apiVersion: v1
kind: Namespace
metadata: { name: late }
`,
      'seed.yaml',
    );
    const applying = applyManifests(client, clock, objects);
    await clock.advance(1_000);
    await applying;
    await applyManifests(client, clock, objects);
    const widget = await client.get(
      {
        group: 'example.io',
        version: 'v1',
        plural: 'widgets',
        kind: 'Widget',
        isNamespaced: true,
      },
      { name: 'one', namespace: 'late' },
    );
    expect(widget.spec).toEqual({ size: 1 });
  });

  it('names the object that the API refuses', async () => {
    const { clock, client } = createCluster();
    const [bad] = parseManifests(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Bad_Name, namespace: default }',
      'seed.yaml',
    );
    await expect(applyManifests(client, clock, [bad])).rejects.toThrow(
      /ConfigMap Bad_Name of the seed was refused/,
    );
  });

  it('says what to add when nothing defines a kind', async () => {
    const { clock, client } = createCluster();
    const [unknown] = parseManifests(
      'apiVersion: x.io/v1\nkind: Thing\nmetadata: { name: one }',
      'seed.yaml',
    );
    await expect(applyManifests(client, clock, [unknown])).rejects.toThrow(
      /add its CustomResourceDefinition to the seed/,
    );
  });

  it('gives a node the status that its manifest says', async () => {
    const { clock, client } = createCluster();
    const [machine] = parseManifests(
      `
apiVersion: v1
kind: Node
metadata: { name: node-1 }
status: { allocatable: { cpu: 3800m } }
`,
      'seed.yaml',
    );
    await applyManifests(client, clock, [machine]);
    const node = await client.get(resourceTypes.nodes, { name: 'node-1' });
    expect(node.status.allocatable.cpu).toBe('3800m');
  });
});
