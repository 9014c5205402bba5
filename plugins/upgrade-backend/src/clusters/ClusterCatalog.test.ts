import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  clusterEntity,
  shopEntity,
} from '../api/__testUtils__/omniCloudEntities';
import { ClusterCatalog } from './ClusterCatalog';
import { readClusterEntity } from './ClusterEntity';

const credentials = mockCredentials.user();

const plain: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'database', namespace: 'default' },
  spec: { type: 'database' },
};

function catalogOf(...entities: Entity[]): ClusterCatalog {
  return new ClusterCatalog(catalogServiceMock({ entities }));
}

describe('ClusterCatalog', () => {
  it('lists what names a platform, by title', async () => {
    const other: Entity = {
      ...clusterEntity,
      metadata: { ...clusterEntity.metadata, name: 'z', title: 'A first' },
    };
    const empty: Entity = {
      ...plain,
      metadata: {
        ...plain.metadata,
        annotations: { 'cluster-upgrade.io/platform': ' ' },
      },
    };
    const entities = [plain, empty, clusterEntity, other];
    const found = await catalogOf(...entities).listClusters(credentials);
    expect(found.map(({ title }) => title)).toEqual(['A first', 'Omni omni']);
  });

  it('lists the applications of one cluster only', async () => {
    const elsewhere: Entity = {
      ...shopEntity,
      metadata: { ...shopEntity.metadata, name: 'elsewhere' },
      relations: [{ type: 'dependsOn', targetRef: 'resource:default/other' }],
    };
    const found = await catalogOf(shopEntity, elsewhere).listApplications(
      'resource:default/omni',
      credentials,
    );
    expect(found).toEqual([
      {
        ref: 'component:default/shop',
        title: 'The shop',
        ownerRef: 'group:default/team-shop',
        workloads: ['shop/shop'],
        dependsOn: ['resource:default/omni'],
        threshold: { maxFailures: 2, unit: 'count' },
        problems: [],
      },
    ]);
  });

  it('says that an entity is not there, or hidden', async () => {
    await expect(
      catalogOf().getCluster('resource:default/gone', credentials),
    ).rejects.toThrow(/no entity resource:default\/gone.*you may not see it/);
  });

  it('says what a plain entity lacks to be a cluster', async () => {
    await expect(
      catalogOf(plain).getCluster('resource:default/database', credentials),
    ).rejects.toThrow(
      /resource:default\/database is no cluster.*cluster-upgrade\.io\/platform/,
    );
  });
});

describe('readClusterEntity', () => {
  it('takes owner and system from the fields while relations are not there yet', () => {
    const fresh: Entity = {
      ...clusterEntity,
      spec: { owner: 'operators', system: 'shopping' },
      relations: undefined,
    };
    expect(readClusterEntity(fresh)).toMatchObject({
      ownerRef: 'group:default/operators',
      systemRef: 'system:default/shopping',
    });
  });
});
