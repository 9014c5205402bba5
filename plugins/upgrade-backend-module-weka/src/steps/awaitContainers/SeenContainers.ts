import { KubeObject } from '@cluster-upgrade/plugin-upgrade-node';
import { PauseHolder } from '../../operatorPause';
import { WekaCluster, WekaContainer } from '../../resources';

/** What the step looked at. */
export interface SeenContainers {
  cluster: WekaCluster;
  /** Containers of the awaited modes. */
  containers: WekaContainer[];
  /** Containers of all modes that the operator's pause is about. */
  backends: WekaContainer[];
  /** Of the storage cluster; each is named like its container. */
  pods: KubeObject[];
  events: KubeObject[];
  /** By which the operator has the image pulled ahead, where it does. */
  prePulls: KubeObject[];
  /** Who has the operator pause. */
  holder: PauseHolder;
  upgradeId: string;
}
