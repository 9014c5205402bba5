import {
  RestoreDifference,
  RestoreProof,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterClient, Random } from '@cluster-upgrade/plugin-upgrade-node';
import { EnginePorts } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { EngineBench } from './EngineBench';
import { HistoryEntry, HistoryRules } from './History';

/** A cluster, a plan to upgrade it, and what must be so afterwards. */
export interface Scenario {
  bench: EngineBench;
  plan: UpgradePlan;
  /** What the workers need besides the bench's own. */
  ports: Partial<EnginePorts>;
  rules: HistoryRules;
  /** The cluster as the workers may use it; as an administrator unless told. */
  client?(): ClusterClient;
  /** What goes on in the cluster without the upgrade. */
  life?: ClusterLife;
  /** What is wrong with the cluster for an upgrade that ended so. */
  check(state: UpgradeState): Promise<string[]>;
}

/** Controllers, kubelets, people and bad luck. */
export interface ClusterLife {
  /** What happens by itself, and what was begun comes to its end; called every second. */
  goOn(): Promise<void>;
  /** Somebody changes something. */
  edit(): Promise<void>;
  /** The application begins to fail, for a while. */
  fail(): Promise<void>;
  /** A node gives no sign of life, for a while. */
  loseNode(): Promise<void>;
  /** Somebody cordons a node. */
  cordon(node: string): Promise<void>;
  /** A pod is made anew under its name. */
  remake(pod: { namespace: string; name: string }): Promise<void>;
}

/** @param history - where people's changes and the application's true health are put down */
export type OpenScenario = (
  seed: number,
  random: Random,
  history: HistoryEntry[],
) => Promise<Scenario>;

/**
 * What a rollback left as it was not.
 *
 * @param isForwardOnly - what nothing takes back
 */
export function unrestored(
  proof: RestoreProof | undefined,
  isForwardOnly: (difference: RestoreDifference) => boolean = () => false,
): string[] {
  return (proof?.differences ?? [])
    .filter(difference => !isForwardOnly(difference))
    .map(({ object, pointer }) => `${object.name}${pointer} was not restored`);
}
