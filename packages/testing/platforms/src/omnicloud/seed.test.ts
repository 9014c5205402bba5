import { readManifests, resizeSeed } from '@cluster-upgrade/cluster-simulator';
import { simulatedOmniCloud } from './simulated';

describe('the OmniCloud seed', () => {
  it('repeats the machines over the zones, and the applications for every thirty of them', () => {
    const objects = resizeSeed(
      readManifests(simulatedOmniCloud.seedFolder),
      90,
      simulatedOmniCloud.applicationLabel,
    );
    const nodes = objects.filter(({ kind }) => kind === 'Node');
    expect(nodes).toHaveLength(90);
    expect(new Set(nodes.map(({ metadata }) => metadata.name)).size).toBe(90);
    const inZoneA = nodes.filter(
      ({ metadata }) =>
        metadata.labels?.['topology.kubernetes.io/zone'] === 'eu-central-a',
    );
    expect(inZoneA).toHaveLength(30);
    expect(nodes[89].metadata).toMatchObject({
      name: 'omni-node-90',
      labels: { 'kubernetes.io/hostname': 'omni-node-90' },
    });
    const third = objects.find(
      ({ kind, metadata }) =>
        kind === 'Deployment' && metadata.name === 'shop-3',
    );
    expect(third).toMatchObject({
      metadata: { namespace: 'shop-3' },
      spec: {
        selector: { matchLabels: { 'omni.cloud/app': 'shop-3' } },
        template: { metadata: { labels: { 'omni.cloud/app': 'shop-3' } } },
      },
    });
    const ids = objects.map(
      ({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`,
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});
