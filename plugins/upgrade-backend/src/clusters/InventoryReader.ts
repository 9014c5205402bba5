import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import {
  ClusterClient,
  Clock,
  DriverContext,
  UpgradeDriver,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterConnector } from './ClusterConnector';
import { ClusterEntity } from './ClusterEntity';
import { withinTime } from './withinTime';

/** A cluster that can be talked to, with the code for its platform. */
export interface ReachableCluster {
  entity: ClusterEntity;
  driver: UpgradeDriver;
  client: ClusterClient;
}

interface Reading {
  begunAtMs: number;
  inventory: Promise<Inventory>;
}

/**
 * Inspects clusters, within a time limit, and once for all who ask within a short time.
 */
export class InventoryReader {
  readonly #connector: ClusterConnector;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #readingByRef = new Map<string, Reading>();

  constructor(options: {
    connector: ClusterConnector;
    clock: Clock;
    timeoutMs: number;
  }) {
    this.#connector = options.connector;
    this.#clock = options.clock;
    this.#timeoutMs = options.timeoutMs;
  }

  /** What a driver is given to look at a cluster. */
  contextOf(cluster: ReachableCluster, signal?: AbortSignal): DriverContext {
    return {
      clusterRef: cluster.entity.ref,
      cluster: cluster.client,
      clock: this.#clock,
      signal,
    };
  }

  /**
   * @throws InputError or NotFoundError when the entity can't be connected
   */
  async reach(
    entity: ClusterEntity,
    driver: UpgradeDriver,
  ): Promise<ReachableCluster> {
    return {
      entity,
      driver,
      client: await this.#connector.connect(entity),
    };
  }

  /**
   * @param maxAgeMs - how old the answer may be; 0 reads anew
   * @throws ServiceUnavailableError when the cluster doesn't answer in time
   */
  read(cluster: ReachableCluster, maxAgeMs: number): Promise<Inventory> {
    const { ref } = cluster.entity;
    const now = this.#clock.now();
    const present = this.#readingByRef.get(ref);
    if (present && maxAgeMs > 0 && now - present.begunAtMs <= maxAgeMs) {
      return present.inventory;
    }
    const inventory = withinTime(
      signal => cluster.driver.inspect(this.contextOf(cluster, signal)),
      {
        clock: this.#clock,
        timeoutMs: this.#timeoutMs,
        what: `the inspection of ${ref}`,
      },
    );
    const reading = { begunAtMs: now, inventory };
    this.#readingByRef.set(ref, reading);
    inventory.catch(() => {
      // What failed is not kept: the next who asks tries again.
      if (this.#readingByRef.get(ref) === reading) {
        this.#readingByRef.delete(ref);
      }
    });
    return inventory;
  }
}
