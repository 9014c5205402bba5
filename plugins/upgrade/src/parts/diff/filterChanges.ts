import {
  ChangeAction,
  FieldChange,
  objectText,
  PlanChange,
} from '@cluster-upgrade/plugin-upgrade-common';

/** What of a plan's changes is listed. */
export interface ChangeFilter {
  query: string;
  onlyForward: boolean;
  onlyDisruptive: boolean;
  withUnchanged: boolean;
}

export const ALL_CHANGES: ChangeFilter = {
  query: '',
  onlyForward: false,
  onlyDisruptive: false,
  withUnchanged: false,
};

export function filterChanges(
  changes: readonly PlanChange[],
  filter: ChangeFilter,
): PlanChange[] {
  const query = filter.query.trim().toLowerCase();
  return changes.filter(
    change =>
      (filter.withUnchanged || change.action !== 'unchanged') &&
      (!filter.onlyForward || change.reversibility === 'forward-only') &&
      (!filter.onlyDisruptive || change.disruption.level !== 'none') &&
      objectText(change.object).toLowerCase().includes(query),
  );
}

export function countChanges(
  changes: readonly PlanChange[],
): Record<ChangeAction, number> {
  const counts = { create: 0, update: 0, delete: 0, unchanged: 0 };
  changes.forEach(({ action }) => {
    counts[action] += 1;
  });
  return counts;
}

/** How many fields of each kind change. */
export function countFields(
  fields: readonly FieldChange[],
): Array<[FieldChange['kind'], number]> {
  const counts = new Map<FieldChange['kind'], number>();
  fields.forEach(({ kind }) => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  return [...counts];
}
