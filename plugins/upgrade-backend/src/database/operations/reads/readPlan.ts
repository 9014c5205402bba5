import { Knex } from 'knex';
import { PlanKind, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { Sealer } from '../../sealing/Sealer';
import { planCell, snapshotCell } from '../../sealing/sealedColumns';
import { SnapshotRow, UpgradePlanRow } from '../../tables';
import { SavedSnapshot } from '../../UpgradeStore';

export async function readPlan(
  knex: Knex,
  sealer: Sealer,
  upgradeId: string,
  kind: PlanKind,
): Promise<UpgradePlan | undefined> {
  const row = await knex<UpgradePlanRow>('upgrade_plans')
    .where({ upgrade_id: upgradeId, kind })
    .first('body');
  return row && JSON.parse(sealer.open(row.body, planCell(upgradeId, kind)));
}

export async function readSnapshot(
  knex: Knex,
  sealer: Sealer,
  upgradeId: string,
): Promise<SavedSnapshot | undefined> {
  const row = await knex<SnapshotRow>('upgrade_snapshots')
    .where({ upgrade_id: upgradeId })
    .first('snapshot', 'known_before_start');
  const open = (column: 'snapshot' | 'known_before_start') =>
    row &&
    JSON.parse(sealer.open(row[column], snapshotCell(upgradeId, column)));
  return (
    row && {
      snapshot: open('snapshot'),
      healthReference: open('known_before_start'),
    }
  );
}
