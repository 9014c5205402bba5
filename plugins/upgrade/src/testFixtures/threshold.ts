import {
  Threshold,
  ThresholdView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { CLUSTER_REF } from './plan';

export const COMPONENT_REF = 'component:default/checkout';

export const rule = (maxFailures: number): Threshold => ({
  maxFailures,
  unit: 'count',
  mustLastMs: 30_000,
  action: 'rollback',
});

export function thresholdView(
  given: Partial<ThresholdView> = {},
): ThresholdView {
  return {
    entityRef: COMPONENT_REF,
    annotation: rule(2),
    problems: [],
    platformDefault: rule(1),
    workloads: [
      {
        applicationId: 'shop/checkout',
        clusterRef: CLUSTER_REF,
        clusterTitle: 'prod-eu',
        instances: { desired: 8, ready: 7, failing: 1 },
        effective: {
          ...rule(2),
          applicationId: 'shop/checkout',
          source: 'component-annotation',
          sourceName: COMPONENT_REF,
          allowedInstances: 2,
        },
      },
    ],
    actions: { edit: { available: true } },
    serverTimeMs: 0,
    ...given,
  };
}
