import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { Message } from '@cluster-upgrade/plugin-upgrade-common';
import { WekaCluster, WekaContainer } from './resources';

/**
 * Why the operator holds the upgrade back on purpose. Nothing is wrong while one of these holds: it
 * waits for what keeps the data safe.
 */
export interface OperatorGate {
  why: Message;
  /** True where a person has to do something; otherwise time does it. */
  needsPerson: boolean;
}

/** What gates are read from. */
export interface GateView {
  cluster: WekaCluster;
  /** Containers of the phase that is awaited. */
  containers: readonly WekaContainer[];
  modes: readonly string[];
  events: readonly KubeObject[];
  /** By which the operator has the image pulled ahead, where it does. */
  prePulls: readonly KubeObject[];
}
