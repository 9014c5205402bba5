import { PlanKind } from '@cluster-upgrade/plugin-upgrade-common';
import { Cell } from './Sealer';

/** A column that is sealed, and what its rows are known by. */
export interface SealedColumn {
  table: string;
  column: string;
  keys: readonly string[];
}

/** Everything that holds values read from clusters. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'plans', column: 'body', keys: ['id'] },
  { table: 'upgrade_plans', column: 'body', keys: ['upgrade_id', 'kind'] },
  { table: 'upgrade_snapshots', column: 'snapshot', keys: ['upgrade_id'] },
];

export function draftCell(planId: string): Cell {
  return { table: 'plans', column: 'body', id: planId };
}

export function planCell(upgradeId: string, kind: PlanKind): Cell {
  return { table: 'upgrade_plans', column: 'body', id: `${upgradeId}/${kind}` };
}

export function snapshotCell(upgradeId: string): Cell {
  return { table: 'upgrade_snapshots', column: 'snapshot', id: upgradeId };
}
