import { LoggerService } from '@backstage/backend-plugin-api';
import { Failure } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterClient,
  Clock,
  readApiServerId,
} from '@cluster-upgrade/plugin-upgrade-node';
import { withinTime } from '../../clusters/withinTime';
import { Claim, LockHolder, UpgradeStore } from '../../database/UpgradeStore';
import { BoundCluster, ClusterAccess } from '../EnginePorts';

const READ_LIMIT_MS = 20_000;

/**
 * The lock of one upgrade on its API server, and the way to that one and no other.
 *
 * Upgrades that began before there were locks have none: it is taken when a worker takes them up.
 */
export class ApiServerLock implements ClusterAccess {
  #apiServerId: string | undefined;

  constructor(
    private readonly ports: {
      store: Pick<UpgradeStore, 'lockApiServer'>;
      clusters: ClusterAccess;
      clock: Clock;
      logger: LoggerService;
    },
    private readonly claim: Claim,
  ) {
    this.#apiServerId = claim.apiServerId;
  }

  clientFor(cluster: BoundCluster): Promise<ClusterClient> {
    return this.ports.clusters.clientFor({
      ...cluster,
      apiServerId: this.#apiServerId,
    });
  }

  /**
   * Takes the lock if the upgrade has none. A cluster that can't be asked which one it is keeps nobody from
   * carrying the upgrade on: whoever takes it up next asks again.
   *
   * @returns what stands in the way
   * @throws StaleFenceError, or what the store threw
   */
  async take(cluster: BoundCluster): Promise<Failure | undefined> {
    if (this.#apiServerId) {
      return undefined;
    }
    const { fence } = this.claim;
    const apiServerId = await this.#identify(cluster);
    if (!apiServerId) {
      return undefined;
    }
    const other = await this.ports.store.lockApiServer(fence, apiServerId);
    if (other) {
      return lockedByOther(cluster, other);
    }
    this.#apiServerId = apiServerId;
    this.ports.logger.info(
      `Upgrade ${fence.upgradeId} began before there were locks, and holds that of its API server now`,
    );
    return undefined;
  }

  async #identify(cluster: BoundCluster): Promise<string | undefined> {
    const { clock, clusters, logger } = this.ports;
    const { upgradeId } = this.claim.fence;
    try {
      return await withinTime(
        async signal =>
          readApiServerId(await clusters.clientFor(cluster), signal),
        { clock, timeoutMs: READ_LIMIT_MS, what: 'which API server it is' },
      );
    } catch (error) {
      logger.warn(
        `Upgrade ${upgradeId} holds no lock of its API server, because it could not be asked which one that is: ${error}`,
      );
      return undefined;
    }
  }
}

/**
 * The cluster of the other upgrade is not named: this one is read by people who may not see that one.
 * Its page, by its id, shows it to those who may.
 */
function lockedByOther(
  { clusterRef }: BoundCluster,
  { upgradeId }: LockHolder,
): Failure {
  return {
    kind: 'error',
    cause: {
      code: 'api-server-locked',
      params: { upgradeId, clusterRef },
      text: `Upgrade ${upgradeId} is under way on the same API server as ${clusterRef}, and this one began before the portal locked API servers`,
    },
    remedy: `Wait until upgrade ${upgradeId} is finished, then retry.`,
  };
}
