import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_PLATFORM,
  ANNOTATION_WORKLOAD,
  CLUSTER_ENTITY_TYPE,
} from '@cluster-upgrade/plugin-upgrade-common';
import { overview } from '../src/testFixtures/cluster';
import { exampleUpgrades } from './exampleUpgrades';

const group = (name: string, displayName: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, title: displayName },
  spec: { type: 'team', profile: { displayName }, children: [] },
});

/** A cluster for each example, its owner, and the application that runs on all of them. */
export const exampleEntities: Entity[] = [
  ...exampleUpgrades.map(({ name, title }) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      title,
      annotations: {
        [ANNOTATION_PLATFORM]: overview().platform,
        [ANNOTATION_KUBERNETES_CLUSTER]: name,
      },
    },
    spec: { type: CLUSTER_ENTITY_TYPE, owner: 'platform-operators' },
  })),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'checkout',
      title: 'Checkout',
      annotations: { [ANNOTATION_WORKLOAD]: 'shop/checkout' },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'team-shop' },
  },
  group('platform-operators', 'Platform operators'),
  group('team-shop', 'Team Shop'),
];
