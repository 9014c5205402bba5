import {
  PlanOutline,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Plans, TargetView } from '../model/targetViews';

/** The cluster as the page names it. */
export interface ClusterNames {
  /** Of its entity, which has to be typed before what can't be taken back. */
  name: string;
  title: string;
  ownerRef?: string;
}

/** What the page knows that actions show before they act. */
export interface ActionContext {
  state: UpgradeState;
  plans: Plans;
  /** The one that is being run. */
  plan: PlanOutline | undefined;
  targets: readonly TargetView[];
  cluster: ClusterNames;
  /** When somebody was last called for a wait, see `callMoment`. */
  calledMs: number;
}
