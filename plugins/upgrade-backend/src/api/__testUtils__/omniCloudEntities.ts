import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_FAILURE_THRESHOLD,
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_PLATFORM,
  ANNOTATION_WORKLOAD,
} from '@cluster-upgrade/plugin-upgrade-common';

export const CLUSTER_REF = 'resource:default/omni';
export const CLUSTER_OWNER = 'group:default/operators';
export const SHOP_REF = 'component:default/shop';
export const SHOP_OWNER = 'group:default/team-shop';

/** A cluster entity of the OmniCloud platform. */
export function omniCloudEntity(
  name: string,
  connectionName: string,
  owner: string = CLUSTER_OWNER,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      namespace: 'default',
      title: `Omni ${name}`,
      annotations: {
        [ANNOTATION_PLATFORM]: 'omnicloud',
        [ANNOTATION_KUBERNETES_CLUSTER]: connectionName,
      },
    },
    spec: { type: 'kubernetes-cluster', owner },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

/** The cluster whose connection is named `omni`. */
export const clusterEntity: Entity = omniCloudEntity('omni', 'omni');

/** An application on it. */
export const shopEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    namespace: 'default',
    title: 'The shop',
    annotations: {
      [ANNOTATION_WORKLOAD]: 'shop/shop',
      [ANNOTATION_FAILURE_THRESHOLD]: '2',
    },
  },
  spec: { type: 'service', owner: SHOP_OWNER },
  relations: [
    { type: 'ownedBy', targetRef: SHOP_OWNER },
    { type: 'dependsOn', targetRef: CLUSTER_REF },
  ],
};
