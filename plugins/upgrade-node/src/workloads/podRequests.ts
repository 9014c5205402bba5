import { ResourceAmounts } from '@cluster-upgrade/plugin-upgrade-common';
import { parseQuantity } from '../fields/quantity';
import { KubeObject } from '../ports/KubeObject';

/**
 * What the scheduler keeps free for a pod: its containers, or its largest init container.
 *
 * @public
 */
export function podRequests(pod: KubeObject): ResourceAmounts {
  const containers = sumOfAmounts(
    (pod.spec?.containers ?? []).map(containerRequests),
  );
  const largest = (pod.spec?.initContainers ?? []).map(containerRequests);
  const most = (key: keyof ResourceAmounts) =>
    Math.max(
      containers[key],
      ...largest.map((amounts: ResourceAmounts) => amounts[key]),
    );
  return { cpuMillis: most('cpuMillis'), memoryBytes: most('memoryBytes') };
}

function containerRequests(container: {
  resources?: { requests?: Record<string, string> };
}): ResourceAmounts {
  return amountsOf(container.resources?.requests);
}

/**
 * Reads `{ cpu: '250m', memory: '1Gi' }`; what is absent counts as none.
 *
 * @internal
 */
export function amountsOf(
  amounts: Record<string, string> = {},
): ResourceAmounts {
  return {
    cpuMillis: Math.round((parseQuantity(amounts.cpu ?? '0') ?? 0) * 1000),
    memoryBytes: parseQuantity(amounts.memory ?? '0') ?? 0,
  };
}

/** @internal */
export function sumOfAmounts(
  amounts: readonly ResourceAmounts[],
): ResourceAmounts {
  return {
    cpuMillis: amounts.reduce((total, one) => total + one.cpuMillis, 0),
    memoryBytes: amounts.reduce((total, one) => total + one.memoryBytes, 0),
  };
}
