import {
  RestoreDifference,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Random } from '@cluster-upgrade/plugin-upgrade-node';
import { EnginePorts } from '../engine/EnginePorts';
import { EngineBench } from './EngineBench';
import { HistoryRules } from './History';

/** A cluster, a plan to upgrade it, and what must be so afterwards. */
export interface Scenario {
  bench: EngineBench;
  plan: UpgradePlan;
  /** What the workers need besides the bench's own. */
  ports: Partial<EnginePorts>;
  rules: HistoryRules;
  /** What a rollback may leave as it is, because nothing takes it back; nothing unless told. */
  isForwardOnly?(difference: RestoreDifference): boolean;
  /** What is wrong with the cluster for an upgrade that ended so. */
  check(outcome: string | undefined): Promise<string[]>;
}

export type OpenScenario = (seed: number, random: Random) => Promise<Scenario>;
