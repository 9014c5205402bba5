import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ClusterClient,
  Clock,
  DriverContext,
  Random,
  ResourceType,
  StepHandler,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  Inventory,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { UpgradeStore } from '../database/UpgradeStore';
import { EngineOptions } from './EngineOptions';
import { EventHub } from './EventHub';
import { Stopwatch } from './lease/Stopwatch';

/**
 * What an upgrade knows of its cluster.
 */
export type BoundCluster = Pick<
  UpgradeState,
  'clusterRef' | 'connectionName'
> & {
  /** The one that it has locked: no other may be changed. */
  apiServerId?: string;
};

/**
 * The way to a cluster's API.
 */
export interface ClusterAccess {
  /**
   * Rejects with a sentence for people when the cluster can't be reached at all. The client refuses to send
   * anything to another API server than the one that is named, with an `OtherApiServerError`.
   */
  clientFor(cluster: BoundCluster): Promise<ClusterClient>;
}

/**
 * What the engine needs of a platform's driver.
 */
export interface Platform {
  readonly stepHandlers: readonly StepHandler[];
  readonly watchedResources: readonly ResourceType[];
  inspect(
    context: DriverContext,
  ): Promise<Pick<Inventory, 'applications' | 'budgets'>>;
}

export interface EnginePorts {
  store: UpgradeStore;
  clusters: ClusterAccess;
  /** Undefined when no driver of that name is installed. */
  platformOf(name: string): Platform | undefined;
  /** Steps that every platform may use. */
  stepLibrary: readonly StepHandler[];
  hub: EventHub;
  clock: Clock;
  stopwatch: Stopwatch;
  random: Random;
  logger: LoggerService;
  options: EngineOptions;
}
