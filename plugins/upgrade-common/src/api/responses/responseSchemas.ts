import { z } from 'zod';
import {
  clusterDetail,
  clusterList,
  platformList,
  thresholdView,
} from './clusterSchemas';
import { planOutline, planView, upgradePlan } from './planSchemas';
import { upgradeReport } from './reportSchemas';
import {
  controlAccepted,
  eventsPage,
  upgradeList,
  upgradeView,
} from './upgradeSchemas';

/**
 * Answers of the API by the name that the table of routes gives them.
 *
 * @public
 */
export const responseSchemas = {
  ClusterDetail: clusterDetail,
  ClusterList: clusterList,
  ControlAccepted: controlAccepted,
  EventsPage: eventsPage,
  PlanOutline: planOutline,
  PlanView: planView,
  PlatformList: platformList,
  ThresholdView: thresholdView,
  UpgradeList: upgradeList,
  UpgradePlan: upgradePlan,
  UpgradeReport: upgradeReport,
  UpgradeView: upgradeView,
} satisfies Record<string, z.ZodType>;

/** @public */
export type ResponseName = keyof typeof responseSchemas;
