import { PlanKind } from '@cluster-upgrade/plugin-upgrade-common';
import { Cell } from './Sealer';

/** A column that is sealed, and what its rows are known by. */
export interface SealedColumn {
  table: string;
  column: string;
  keys: readonly string[];
}

/**
 * Everything that holds what was read from clusters, apart from events and states: lists and pages read
 * these all the time, so their texts are kept free of values instead.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'plans', column: 'body', keys: ['id'] },
  { table: 'plans', column: 'verification', keys: ['id'] },
  { table: 'plans', column: 'overrides', keys: ['id'] },
  { table: 'upgrade_plans', column: 'body', keys: ['upgrade_id', 'kind'] },
  {
    table: 'upgrade_steps',
    column: 'memo',
    keys: ['upgrade_id', 'plan', 'step_id'],
  },
  { table: 'upgrade_snapshots', column: 'snapshot', keys: ['upgrade_id'] },
  {
    table: 'upgrade_snapshots',
    column: 'known_before_start',
    keys: ['upgrade_id'],
  },
];

/** A column of a plan that may be started. */
export function draftCell(
  planId: string,
  column: 'body' | 'verification' | 'overrides',
): Cell {
  return { table: 'plans', column, id: planId };
}

export function planCell(upgradeId: string, kind: PlanKind): Cell {
  return { table: 'upgrade_plans', column: 'body', id: `${upgradeId}/${kind}` };
}

export function memoCell(
  upgradeId: string,
  plan: PlanKind,
  stepId: string,
): Cell {
  return {
    table: 'upgrade_steps',
    column: 'memo',
    id: `${upgradeId}/${plan}/${stepId}`,
  };
}

export function snapshotCell(
  upgradeId: string,
  column: 'snapshot' | 'known_before_start',
): Cell {
  return { table: 'upgrade_snapshots', column, id: upgradeId };
}
