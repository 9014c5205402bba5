import { BudgetInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { matchesLabels } from '../cluster/labelSelector';
import { KubeObject } from '../ports/KubeObject';

/**
 * Names an application in inventories, thresholds and plans: `namespace/name` of its workload.
 *
 * @public
 */
export function applicationIdOf({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

/**
 * PodDisruptionBudgets as an inventory has them, each with the applications whose pods it covers: those of its
 * namespace whose pod template's labels match its selector.
 *
 * @param workloads - applications, such as Deployments and StatefulSets
 * @public
 */
export function budgetInfos(
  budgets: readonly KubeObject[],
  workloads: readonly KubeObject[],
): BudgetInfo[] {
  return budgets.map(budget => {
    const { namespace = '', name } = budget.metadata;
    return {
      namespace,
      name,
      applicationIds: workloads
        .filter(
          workload =>
            workload.metadata.namespace === namespace &&
            matchesLabels(
              budget.spec?.selector,
              workload.spec?.template?.metadata?.labels,
            ),
        )
        .map(applicationIdOf)
        .sort(),
      disruptionsAllowed: budget.status?.disruptionsAllowed ?? 0,
      currentHealthy: budget.status?.currentHealthy ?? 0,
      desiredHealthy: budget.status?.desiredHealthy ?? 0,
      expectedPods: budget.status?.expectedPods ?? 0,
    };
  });
}
