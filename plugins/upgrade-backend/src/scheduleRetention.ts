import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { UpgradeConfig } from './config';
import { UpgradeStore } from './database/UpgradeStore';

/** Deletes what is older than the configuration says, once an hour and in one process. */
export async function scheduleRetention(options: {
  scheduler: SchedulerService;
  upgrades: UpgradeStore;
  plans: { deleteExpired(): Promise<number> };
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
    },
  });
}
