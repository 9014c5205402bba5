import {
  ApplicationInfo,
  BudgetInfo,
  EffectiveThreshold,
  Inventory,
} from '@cluster-upgrade/plugin-upgrade-common';
import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { ApplicationPods } from './applicationPods';
import { failingPods, missingInstances } from './failingInstances';
import { ApplicationReference, HealthReference } from './HealthReference';
import { restartsOf } from './podFailure';

/** Freezes what is failing now of the applications that have a threshold. */
export function captureReference(
  { applications, budgets }: Pick<Inventory, 'applications' | 'budgets'>,
  thresholds: readonly EffectiveThreshold[],
  pods: readonly KubeObject[],
  nowMs: number,
): HealthReference {
  const watched = new Set(thresholds.map(({ applicationId }) => applicationId));
  const applicationPods = new ApplicationPods(pods);
  return {
    frozenAtMs: nowMs,
    applications: Object.fromEntries(
      applications
        .filter(({ id }) => watched.has(id))
        .map(application => {
          const budget = budgetOf(application, budgets);
          return [
            application.id,
            {
              ...freeze(application, applicationPods.of(application), nowMs),
              ...(budget !== undefined && { budget }),
            },
          ];
        }),
    ),
  };
}

function freeze(
  { object, podLabels, desired }: ApplicationInfo,
  pods: readonly KubeObject[],
  nowMs: number,
): ApplicationReference {
  const restartsByUid = Object.fromEntries(
    pods
      .filter(pod => restartsOf(pod) > 0)
      .map(pod => [uidOf(pod), restartsOf(pod)]),
  );
  const instances = { desired, pods };
  return {
    object,
    podLabels,
    desired,
    failing: [
      ...failingPods(instances, { startedAtMs: nowMs, restartsByUid, nowMs }),
      ...missingInstances(instances, nowMs),
    ].map(({ uid, instance: { pod, reason } }) => ({ pod, uid, reason })),
    restartsByUid,
  };
}

/** The strictest of the budgets that cover an application, counted while all its instances are healthy. */
function budgetOf(
  { id }: ApplicationInfo,
  budgets: readonly BudgetInfo[],
): number | undefined {
  const own = budgets.filter(({ applicationIds }) =>
    applicationIds.includes(id),
  );
  return own.length === 0
    ? undefined
    : Math.min(
        ...own.map(({ expectedPods, desiredHealthy }) =>
          Math.max(0, expectedPods - desiredHealthy),
        ),
      );
}

function uidOf({ metadata }: KubeObject): string {
  return metadata.uid ?? metadata.name;
}
