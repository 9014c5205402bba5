import {
  Inventory,
  ReleaseOption,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  Clock,
  ClusterApiError,
  ClusterClient,
  DriverContext,
  readApiServerId,
  UpgradeDriver,
} from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterConnector } from './ClusterConnector';
import { ClusterEntity } from './ClusterEntity';
import { DriverRegistry } from './DriverRegistry';
import { askCluster } from './askCluster';

/** A cluster that can be talked to, with the code for its platform. */
export interface ReachableCluster {
  entity: ClusterEntity;
  driver: UpgradeDriver;
  client: ClusterClient;
}

/** What the screens show of a cluster. */
export interface ClusterLook {
  inventory: Inventory;
  releases: ReleaseOption[];
  /** The API server; absent: the portal may not read it. */
  apiServerId?: string;
}

interface KeptLook {
  begunAtMs: number;
  look: Promise<ClusterLook>;
  failedAtMs?: number;
}

/** Looks at clusters, within a time limit. */
export class ClusterInspector {
  readonly #drivers: DriverRegistry;
  readonly #connector: ClusterConnector;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #failureMaxAgeMs: number;
  readonly #keptByRef = new Map<string, KeptLook>();
  readonly #lastKnownByRef = new Map<string, ClusterLook>();

  constructor(options: {
    drivers: DriverRegistry;
    connector: ClusterConnector;
    clock: Clock;
    timeoutMs: number;
    /** How long a cluster that gave no answer is not asked again. */
    failureMaxAgeMs: number;
  }) {
    this.#drivers = options.drivers;
    this.#connector = options.connector;
    this.#clock = options.clock;
    this.#timeoutMs = options.timeoutMs;
    this.#failureMaxAgeMs = options.failureMaxAgeMs;
  }

  /**
   * @throws NotFoundError or InputError when the platform or the connection is not configured
   */
  async reach(entity: ClusterEntity): Promise<ReachableCluster> {
    const driver = this.#drivers.get(entity);
    return { entity, driver, client: await this.#connector.connect(entity) };
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
   * What runs now, read anew.
   *
   * @throws ClusterFailedError when the cluster doesn't answer, or not in time
   */
  inspect(cluster: ReachableCluster): Promise<Inventory> {
    return this.#withinTime(cluster, signal =>
      cluster.driver.inspect(this.contextOf(cluster, signal)),
    );
  }

  /**
   * Which API server it is, whatever entity and connection lead to it.
   *
   * @throws ClusterFailedError when the cluster doesn't answer, or not in time
   */
  identify(cluster: ReachableCluster): Promise<string> {
    return this.#withinTime(cluster, signal =>
      readApiServerId(cluster.client, signal),
    );
  }

  /** Undefined where the portal's account lacks the right; the verification of a plan says so. */
  identifyIfAllowed(cluster: ReachableCluster): Promise<string | undefined> {
    return this.#withinTime(cluster, signal =>
      apiServerIdIfAllowed(cluster, signal),
    );
  }

  /**
   * What the screens show, read once for all who ask within `maxAgeMs`.
   *
   * @param changedAtMs - when the cluster is known to have changed; what was read before doesn't count
   * @throws ClusterFailedError when the cluster doesn't answer, or not in time
   */
  look(
    cluster: ReachableCluster,
    maxAgeMs: number,
    changedAtMs: number = 0,
  ): Promise<ClusterLook> {
    const { ref } = cluster.entity;
    const nowMs = this.#clock.now();
    const present = this.#keptByRef.get(ref);
    const oldestMs = Math.max(nowMs - maxAgeMs, changedAtMs);
    if (present && this.#counts(present, oldestMs)) {
      return present.look;
    }
    const look = this.#withinTime(cluster, async signal => {
      const context = this.contextOf(cluster, signal);
      const inventory = await cluster.driver.inspect(context);
      const releases = await cluster.driver.listReleases(context, inventory);
      const apiServerId = await apiServerIdIfAllowed(cluster, signal);
      return { inventory, releases, apiServerId };
    });
    const kept: KeptLook = { begunAtMs: nowMs, look };
    this.#keptByRef.set(ref, kept);
    look.then(
      seen => this.#lastKnownByRef.set(ref, seen),
      () => {
        kept.failedAtMs = this.#clock.now();
      },
    );
    return look;
  }

  /** What was seen when the cluster last answered, however long ago. */
  lastKnown(clusterRef: string): ClusterLook | undefined {
    return this.#lastKnownByRef.get(clusterRef);
  }

  /** A failure counts for a short while, so that a cluster that hangs isn't asked by all who look. */
  #counts(kept: KeptLook, oldestMs: number): boolean {
    return kept.failedAtMs === undefined
      ? kept.begunAtMs >= oldestMs
      : kept.failedAtMs > this.#clock.now() - this.#failureMaxAgeMs;
  }

  #withinTime<T>(
    cluster: ReachableCluster,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return askCluster(work, {
      clock: this.#clock,
      timeoutMs: this.#timeoutMs,
      what: `the inspection of ${cluster.entity.ref}`,
    });
  }
}

async function apiServerIdIfAllowed(
  { client }: ReachableCluster,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return await readApiServerId(client, signal);
  } catch (error) {
    if (error instanceof ClusterApiError && error.status === 403) {
      return undefined;
    }
    throw error;
  }
}
