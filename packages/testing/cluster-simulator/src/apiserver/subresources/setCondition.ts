import type { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * Sets one condition of an object's status; its time moves only with its status.
 *
 * @internal
 */
export function setCondition(
  object: KubeObject,
  condition: {
    type: string;
    status: string;
    lastTransitionTime: string;
    [field: string]: unknown;
  },
): void {
  object.status ??= {};
  const conditions: any[] = object.status.conditions ?? [];
  const index = conditions.findIndex(({ type }) => type === condition.type);
  if (index < 0) {
    object.status.conditions = [...conditions, condition];
    return;
  }
  const isSameStatus = conditions[index].status === condition.status;
  object.status.conditions = conditions.with(index, {
    ...conditions[index],
    ...condition,
    ...(isSameStatus && {
      lastTransitionTime: conditions[index].lastTransitionTime,
    }),
  });
}
