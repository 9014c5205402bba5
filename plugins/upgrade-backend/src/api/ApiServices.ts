import { AuthService } from '@backstage/backend-plugin-api';
import { Clock, Random } from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterCatalog } from '../clusters/ClusterCatalog';
import { ClusterInspector } from '../clusters/ClusterInspector';
import { ConnectionRules } from '../clusters/ConnectionRules';
import { DriverRegistry } from '../clusters/DriverRegistry';
import { UpgradeConfig } from '../config';
import { UpgradeStore } from '../database/UpgradeStore';
import { EventHub } from '../engine/EventHub';
import { UpgradeRequests } from '../engine/UpgradeRequests';
import { PlanMaker } from '../planner/PlanMaker';
import { PlanStore } from '../planner/PlanStore';
import { ThresholdStore } from '../thresholds/ThresholdStore';
import { Verifier } from '../verification/Verifier';
import { PlanOutlines } from './views/PlanOutlines';
import { UpgradeProgress } from './views/UpgradeProgress';
import { Authorizer } from '../authorization/authorize';
import { ClusterVisibility } from '../authorization/ClusterVisibility';
import { UpgradeResources } from '../authorization/UpgradeResources';

/** What routes work with. */
export interface ApiServices {
  auth: AuthService;
  authorizer: Authorizer;
  catalog: ClusterCatalog;
  connectionRules: ConnectionRules;
  drivers: DriverRegistry;
  inspector: ClusterInspector;
  outlines: PlanOutlines;
  planMaker: PlanMaker;
  progress: UpgradeProgress;
  verifier: Verifier;
  plans: PlanStore;
  thresholds: ThresholdStore;
  upgrades: UpgradeStore;
  upgradeResources: UpgradeResources;
  visibility: ClusterVisibility;
  requests: UpgradeRequests;
  hub: EventHub;
  clock: Clock;
  random: Random;
  config: UpgradeConfig;
}
