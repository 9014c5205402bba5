import { ClusterClient } from '@cluster-upgrade/plugin-upgrade-node';
import { PodFault, PodFaultKind } from './faults/fault';
import { Reconciler } from './reconcile/ReconcileLoop';
import { Readiness } from './seeds/readiness';

/**
 * What runs on a cluster: the objects to begin with, and what the platform's vendor would run there.
 *
 * @public
 */
export interface SimulatedPlatform {
  /** Manifests to begin with; below `variants` of it, folders whose objects replace some of them. */
  seedFolder: string;
  /** Its values name the applications of the seed, of which larger clusters carry copies. */
  applicationLabel?: string;
  /**
   * Clients of the cluster's API and nothing else.
   *
   * @param speed - delays are divided by it
   */
  operators(speed: number): Reconciler[];
  /** A fault of an application that an upgrade of the platform wakes. */
  applicationFault(
    client: ClusterClient,
    kind: PodFaultKind,
  ): Promise<PodFault>;
  /** Which of the platform's own objects are not up yet; absent: its workloads say it all. */
  readiness?(client: ClusterClient): Promise<Readiness>;
}
