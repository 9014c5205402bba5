import { Knex } from 'knex';
import { PlanKind, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { SnapshotRow, UpgradePlanRow } from '../../tables';
import { SavedSnapshot } from '../../UpgradeStore';

export async function readPlan(
  knex: Knex,
  upgradeId: string,
  kind: PlanKind,
): Promise<UpgradePlan | undefined> {
  const row = await knex<UpgradePlanRow>('upgrade_plans')
    .where({ upgrade_id: upgradeId, kind })
    .first('body');
  return row && JSON.parse(row.body);
}

export async function readSnapshot(
  knex: Knex,
  upgradeId: string,
): Promise<SavedSnapshot | undefined> {
  const row = await knex<SnapshotRow>('upgrade_snapshots')
    .where({ upgrade_id: upgradeId })
    .first('snapshot', 'known_before_start');
  return (
    row && {
      snapshot: JSON.parse(row.snapshot),
      knownBeforeStart: JSON.parse(row.known_before_start),
    }
  );
}
