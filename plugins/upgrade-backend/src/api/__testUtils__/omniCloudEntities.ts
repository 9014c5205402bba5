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

/** A cluster entity whose connection is named `omni`. */
export const clusterEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'omni',
    namespace: 'default',
    title: 'Omni production',
    annotations: {
      [ANNOTATION_PLATFORM]: 'omnicloud',
      [ANNOTATION_KUBERNETES_CLUSTER]: 'omni',
    },
  },
  spec: { type: 'kubernetes-cluster', owner: CLUSTER_OWNER },
  relations: [{ type: 'ownedBy', targetRef: CLUSTER_OWNER }],
};

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
