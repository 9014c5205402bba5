import {
  ApplicationInfo,
  Inventory,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  KubeObject,
  matchesLabels,
  readObjects,
  resourceTypes,
  CheckAnswer,
  defineCheck,
} from '@cluster-upgrade/plugin-upgrade-node';
import { isMovedByDrain } from '../inspect/nodes';
import { disruptionsAllowed } from '../strategy/scaleDown';
import { counted } from '../counted';

const NEEDED = 'At least one instance that may be disturbed, under one budget';

/** Would a disruption budget hold up every drain, however long it waits? */
export const blockingBudgets = defineCheck({
  id: 'blocking-budgets',
  title: 'Disruption budgets let nodes be drained',
  group: 'policy',
  async answer(input) {
    const [budgets, pods] = await Promise.all([
      readObjects(input, resourceTypes.podDisruptionBudgets),
      readObjects(input, resourceTypes.pods),
    ]);
    return budgetAnswers(budgets, pods, input.inventory, input.plan);
  },
});

/**
 * Pure answer of the check. What counts is not what a budget allows at this moment but what it will
 * allow with every instance healthy, at the size to which the plan scales.
 */
export function budgetAnswers(
  budgets: readonly KubeObject[],
  pods: readonly KubeObject[],
  inventory: Inventory,
  plan: UpgradePlan,
): CheckAnswer[] {
  const movable = pods.filter(isMovedByDrain);
  const answers = [
    ...budgets.flatMap(budget =>
      budgetAnswer(budget, movable, inventory, plan),
    ),
    ...doubleAnswers(budgets, movable),
  ];
  return answers.length > 0
    ? answers
    : [
        {
          status: 'pass',
          observed: `${counted(budgets.length, 'budget')}, each lets at least one instance go`,
          needed: NEEDED,
        },
      ];
}

function budgetAnswer(
  budget: KubeObject,
  pods: readonly KubeObject[],
  inventory: Inventory,
  plan: UpgradePlan,
): CheckAnswer[] {
  const covered = pods.filter(pod => isCovered(pod, budget));
  if (covered.length === 0) {
    return [];
  }
  const name = nameOf(budget);
  const application = inventory.applications.find(({ id }) =>
    inventory.budgets.some(
      info =>
        `${info.namespace}/${info.name}` === name &&
        info.applicationIds.includes(id),
    ),
  );
  const replicas = plannedReplicas(application, plan) ?? covered.length;
  const about = {
    about: name,
    needed: NEEDED,
    objects: [
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        namespace: budget.metadata.namespace,
        name: budget.metadata.name,
      },
    ],
    ownerRefs: application?.ownerRef ? [application.ownerRef] : [],
  };
  if (disruptionsAllowed(replicas, budget.spec ?? {}) <= 0) {
    return [
      {
        ...about,
        status: 'soft-block',
        title: `Disruption budget ${name} blocks draining`,
        observed: `Budget ${name} lets none of ${counted(replicas, 'instance')} go, even when all are healthy`,
        remedy:
          'Ask the owner to add an instance or to loosen the budget for the upgrade. Otherwise each drain waits until its limit and then stops the upgrade.',
      },
    ];
  }
  return (budget.status?.disruptionsAllowed ?? 0) > 0
    ? []
    : [
        {
          ...about,
          status: 'warning',
          title: `Disruption budget ${name} lets no instance go at present`,
          observed: `Budget ${name} lets none go at present: ${budget.status?.currentHealthy ?? 0} healthy, ${budget.status?.desiredHealthy ?? 0} needed`,
          remedy:
            'Bring its unhealthy instances back; drains wait for it meanwhile.',
        },
      ];
}

/** The API refuses to evict a pod that two budgets cover, and never stops refusing. */
function doubleAnswers(
  budgets: readonly KubeObject[],
  pods: readonly KubeObject[],
): CheckAnswer[] {
  const byPair = new Map<string, string>();
  for (const pod of pods) {
    const names = budgets
      .filter(budget => isCovered(pod, budget))
      .map(nameOf)
      .sort();
    if (names.length > 1) {
      byPair.set(
        names.join(' and '),
        `${pod.metadata.namespace}/${pod.metadata.name}`,
      );
    }
  }
  return [...byPair].map(([names, pod]) => ({
    about: names,
    status: 'hard-block',
    title: `Disruption budgets ${names} block draining`,
    observed: `Budgets ${names} cover the same pods, such as ${pod}: Kubernetes evicts none of them`,
    needed: NEEDED,
    remedy: 'Ask the owner to delete one of them.',
  }));
}

function plannedReplicas(
  application: ApplicationInfo | undefined,
  plan: UpgradePlan,
): number | undefined {
  const change = plan.changes.find(
    ({ object }) =>
      application !== undefined &&
      object.kind === application.object.kind &&
      object.namespace === application.object.namespace &&
      object.name === application.object.name,
  );
  const replicas = change?.fields.find(({ kind }) => kind === 'replicas');
  return replicas ? Number(replicas.to) : application?.desired;
}

function isCovered(pod: KubeObject, budget: KubeObject): boolean {
  return (
    pod.metadata.namespace === budget.metadata.namespace &&
    matchesLabels(budget.spec?.selector, pod.metadata.labels)
  );
}

function nameOf({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}
