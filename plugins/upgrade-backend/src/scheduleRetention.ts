import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradeConfig } from './config';
import { resealRows } from './database/sealing/resealRows';
import { UpgradeDatabase } from './database/UpgradeDatabase';
import { UpgradeStore } from './database/UpgradeStore';

/**
 * Deletes what is older than the configuration says, and seals with the first secret what is kept; once an
 * hour and in one process.
 */
export async function scheduleRetention(options: {
  scheduler: SchedulerService;
  upgrades: UpgradeStore;
  plans: { deleteExpired(): Promise<number> };
  database: UpgradeDatabase;
  retention: UpgradeConfig['retention'];
  clock: Clock;
  logger: LoggerService;
}): Promise<void> {
  const { scheduler, upgrades, plans, retention, clock, logger } = options;
  await scheduler.scheduleTask({
    id: 'upgrade-retention',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 5 },
    fn: async () => {
      const deletedPlans = await plans.deleteExpired();
      const deletedUpgrades = await upgrades.deleteFinished(
        clock.now() - retention.upgradesMs,
      );
      if (deletedPlans + deletedUpgrades > 0) {
        logger.info(
          `Deleted ${deletedPlans} plans and ${deletedUpgrades} upgrades whose time is over`,
        );
      }
      await reseal(options);
    },
  });
}

async function reseal({
  database: { knex, sealer },
  logger,
}: {
  database: UpgradeDatabase;
  logger: LoggerService;
}): Promise<void> {
  const { resealed, unopened } = await resealRows(knex, sealer);
  if (resealed > 0) {
    logger.info(
      `Sealed ${resealed} plans and snapshots anew with the first secret`,
    );
  }
  if (unopened > 0) {
    logger.error(
      `${unopened} plans and snapshots were sealed with a secret that is not configured any more, and can't be read. Add it to upgrade.encryption.secrets, after the first.`,
    );
  }
}
