import { UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterClient, Random } from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { FaultRates } from './faults';
import { HistoryEntry } from './History';
import { ClusterLife } from './Scenario';

/** What faulty ports share in a run. */
export interface FaultSource {
  /** Changed while it runs: faults end before the end. */
  rates: FaultRates;
  random: Random;
  time: VirtualClock;
  history: HistoryEntry[];
  leaseMs: number;
  /** Nobody gets an answer from the cluster. */
  isOut: boolean;
  /** Until it ends, nobody hears of a change, or gets the list that a watch begins with. */
  silence?: { ended: Promise<void>; end: () => void };
  /** The upgrade as it was committed last. */
  latest?: UpgradeState;
  /** Times that somebody asked for an upgrade to claim and got one. */
  claims: number;
  /** Sees the cluster as it is. */
  admin: ClusterClient;
  /** What others may do to an object while a write to it is on the way. */
  life?: Pick<ClusterLife, 'remake' | 'cordon'>;
}
