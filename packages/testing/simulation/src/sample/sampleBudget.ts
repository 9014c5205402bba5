import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { BUDGET, NAMESPACE, SampleCase } from './SampleCase';

/** The application's disruption budget, as its controller left it. */
export function sampleBudget(drawn: SampleCase): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: BUDGET, namespace: NAMESPACE },
    spec: {
      maxUnavailable: drawn.budget,
      selector: { matchLabels: { app: 'checkout' } },
    },
  };
}

/** What its controller says of it. */
export function sampleBudgetStatus(
  { budget = 0, pods }: SampleCase,
  healthy: number,
) {
  const desiredHealthy = pods.length - budget;
  return {
    observedGeneration: 1,
    currentHealthy: healthy,
    desiredHealthy,
    expectedPods: pods.length,
    disruptionsAllowed: Math.max(0, healthy - desiredHealthy),
    disruptedPods: null,
  };
}
