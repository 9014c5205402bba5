import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  entityText,
  SIGNAL_CHANNEL,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import { ownerOf } from '../clusters/ClusterEntity';
import { TellLater } from '../engine/TellLater';
import { budgetBlock, callInMs, isStillBlocked } from './budgetBlock';
import { notificationOf } from './notificationOf';
import { People, recipientsOf } from './recipientsOf';

/** What telling needs. */
export interface MessengerOptions {
  readState: (upgradeId: string) => Promise<UpgradeState>;
  catalog: ClusterCatalog;
  auth: AuthService;
  /** Absent: nobody is notified. */
  notifications?: NotificationService;
  signals: SignalsService;
  clock: Clock;
  logger: LoggerService;
}

/** Tells people and open pages about events, after they were committed. */
export class UpgradeMessenger {
  readonly #options: MessengerOptions;
  #isNotificationsMissing = false;

  constructor(options: MessengerOptions) {
    this.#options = options;
  }

  /** Rejects when it should be tried again. */
  async tell(event: UpgradeEvent): Promise<void> {
    await this.#signal(event);
    await this.#notify(event);
  }

  async #signal({ upgradeId, seq }: UpgradeEvent): Promise<void> {
    const { signals, logger } = this.#options;
    try {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: SIGNAL_CHANNEL,
        message: { upgradeId, seq },
      });
    } catch (error) {
      // Pages find out by themselves a little later.
      logger.debug(`No hint was given about upgrade ${upgradeId}: ${error}`);
    }
  }

  async #notify(event: UpgradeEvent): Promise<void> {
    const { notifications, readState, logger } = this.#options;
    if (!notifications || this.#isNotificationsMissing) {
      return;
    }
    const state = await readState(event.upgradeId);
    if (!this.#isDue(event, state)) {
      return;
    }
    const people = await this.#people(state);
    const payload = notificationOf(
      event,
      state,
      people.clusterTitle ?? entityText(state.clusterRef),
    );
    if (!payload) {
      return;
    }
    const entityRef = recipientsOf(event, state, people);
    if (entityRef.length === 0) {
      return;
    }
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef },
        payload,
      });
    } catch (error) {
      if (!isNotInstalled(error)) {
        throw error;
      }
      this.#isNotificationsMissing = true;
      logger.info(
        'The notifications plugin is not installed, so nobody is notified about upgrades',
      );
    }
  }

  /**
   * False for a block that is over.
   *
   * @throws TellLater for one that may still end by itself
   */
  #isDue(event: UpgradeEvent, state: UpgradeState): boolean {
    const block = budgetBlock(event);
    if (!block) {
      return true;
    }
    if (!isStillBlocked(event, state)) {
      return false;
    }
    const afterMs = callInMs(block, this.#options.clock.now());
    if (afterMs > 0) {
      throw new TellLater(afterMs);
    }
    return true;
  }

  async #people(state: UpgradeState): Promise<People> {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const [cluster, applications] = await Promise.all([
      catalog.findEntity(state.clusterRef, credentials),
      catalog.listApplications(state.clusterRef, credentials),
    ]);
    return {
      clusterOwnerRef: cluster ? ownerOf(cluster) : state.clusterOwnerRef,
      clusterTitle: cluster?.metadata.title,
      applicationIds: applications.flatMap(({ workloads }) => workloads),
      ownersOf: id =>
        applications
          .filter(({ workloads }) => workloads.includes(id))
          .flatMap(({ ownerRef }) => ownerRef ?? []),
    };
  }
}

/** The service says so only in its message: a portal without the plugin answers 404. */
function isNotInstalled(error: unknown): boolean {
  return /\bstatus 404\b/.test(String(error));
}
