import type { Clock, Random } from '@cluster-upgrade/plugin-upgrade-node';
import type { ObjectStore } from '../storage/ObjectStore';
import type { PodLogs } from './subresources/PodLogs';
import type { ResourceRegistry } from './resources/ResourceRegistry';

/**
 * What every request handler works on.
 *
 * @internal
 */
export interface ServerContext {
  store: ObjectStore;
  registry: ResourceRegistry;
  clock: Clock;
  random: Random;
  podLogs: PodLogs;
}
