import {
  ApplicationInfo,
  Inventory,
  UpgradePlan,
  counted,
} from '@cluster-upgrade/plugin-upgrade-common';
import { matchesLabels } from '../cluster/labelSelector';
import { objectRefOf } from '../cluster/objectRefOf';
import { readObjects } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { KubeObject } from '../ports/KubeObject';
import { disruptionsAllowed } from '../workloads/disruptionsAllowed';
import { isMovedByDrain } from '../workloads/drainedPods';
import { CheckAnswer, answersOrPass, defineCheck } from './defineCheck';
import { replicasChange } from './replicasChange';

const NEEDED = 'At least one instance that may be disturbed, under one budget';

/**
 * Would a disruption budget hold up every drain, however long it waits?
 *
 * @public
 */
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
 *
 * @internal
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
  return answersOrPass(answers, {
    observed: `${counted(budgets.length, 'budget')}, each lets at least one instance go`,
    needed: NEEDED,
  });
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
  const application = applicationOf(name, inventory);
  const replicas =
    (application && replicasChange(application, plan)?.to) ??
    application?.desired ??
    covered.length;
  const found = judge(budget, replicas);
  return found
    ? [
        {
          ...found,
          about: name,
          title: `Disruption budget ${name} lets nodes be drained`,
          needed: NEEDED,
          objects: [objectRefOf(budget)],
          ownerRefs: application?.ownerRef ? [application.ownerRef] : [],
        },
      ]
    : [];
}

function applicationOf(
  budgetName: string,
  { applications, budgets }: Inventory,
): ApplicationInfo | undefined {
  const ids = budgets
    .filter(({ namespace, name }) => `${namespace}/${name}` === budgetName)
    .flatMap(({ applicationIds }) => applicationIds);
  return applications.find(({ id }) => ids.includes(id));
}

function judge(
  budget: KubeObject,
  replicas: number,
): Pick<CheckAnswer, 'status' | 'observed' | 'remedy'> | undefined {
  const { spec = {}, status = {} } = budget;
  if (disruptionsAllowed(replicas, spec) <= 0) {
    return {
      status: 'soft-block',
      observed: `Budget ${nameOf(budget)} lets none of ${counted(replicas, 'instance')} go, even when all are healthy`,
      remedy:
        'Ask the owner to add an instance or to loosen the budget for the upgrade. Otherwise each drain waits until its limit and then stops the upgrade.',
    };
  }
  return (status.disruptionsAllowed ?? 0) > 0
    ? undefined
    : {
        status: 'warning',
        observed: `Budget ${nameOf(budget)} lets none go at present: ${status.currentHealthy ?? 0} healthy, ${status.desiredHealthy ?? 0} needed`,
        remedy:
          'Bring its unhealthy instances back; drains wait for it meanwhile.',
      };
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
    title: `Disruption budgets ${names} let nodes be drained`,
    observed: `Budgets ${names} cover the same pods, such as ${pod}: Kubernetes evicts none of them`,
    needed: NEEDED,
    remedy: 'Ask the owner to delete one of them.',
  }));
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
