import {
  ActionAvailability,
  ClusterAction,
  ClusterDetail,
  ClusterList,
  ClusterOverview,
  isFinal,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../../clusters/ClusterEntity';
import { mapBounded } from '../../clusters/mapBounded';
import { clusterResourceRef } from '../../permissions/resources';
import { ApiServices } from '../ApiServices';
import { firstRefusal } from '../firstRefusal';
import { Caller, RouteHandlers } from '../RouteHandler';
import { LookResult, overviewOf } from '../views/clusterOverview';
import { summarize } from '../views/upgradeSummary';

/** Upgrades shown on a cluster's page. */
const RECENT_UPGRADES = 10;

const PERMISSIONS: Record<ClusterAction, string> = {
  plan: 'upgrade.plan.create',
  start: 'upgrade.start',
  override: 'upgrade.override',
};

/** All clusters, and one with everything about it. */
export function clusterRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'listClusters' | 'getCluster'> {
  const { authorizer, catalog, clock, config, planMaker } = services;

  return {
    async listClusters({ caller }) {
      const all = await catalog.listClusters(caller.credentials);
      const isPermitted = await authorizer.decide(
        caller.credentials,
        clusterResourceRef,
        ['upgrade.cluster.read'],
      );
      const readable = all.filter(cluster =>
        isPermitted('upgrade.cluster.read', cluster),
      );
      const clusters = await mapBounded(
        readable,
        config.inspection.concurrency,
        async cluster =>
          (await describe(services, cluster, { upgrades: 1 })).overview,
      );
      const list: ClusterList = {
        clusters,
        hidden: all.length - readable.length,
        serverTimeMs: clock.now(),
      };
      return { status: 200, json: list };
    },

    async getCluster({ subject, caller }) {
      const { cluster } = subject;
      const { overview, result, recentUpgrades } = await describe(
        services,
        cluster,
        { upgrades: RECENT_UPGRADES },
      );
      const look = 'look' in result ? result.look : undefined;
      const survey = look && (await planMaker.survey(look.inventory));
      const detail: ClusterDetail = {
        overview,
        inventory: survey?.inventory,
        releases: look?.releases ?? [],
        defaultStrategy: planMaker.defaultStrategyOf(cluster.platform),
        strategyParameters: planMaker.strategyParametersOf(cluster.platform),
        thresholds: survey?.thresholds ?? [],
        recentUpgrades,
        actions: await actionsOn(services, cluster, overview, caller),
        serverTimeMs: clock.now(),
      };
      return { status: 200, json: detail };
    },
  };
}

async function describe(
  services: ApiServices,
  cluster: ClusterEntity,
  limits: { upgrades: number },
) {
  const page = await services.upgrades.listUpgrades({
    clusterRef: cluster.ref,
    limit: limits.upgrades,
  });
  const [result, recentUpgrades] = await Promise.all([
    lookAt(services, cluster, page.upgrades.at(0)?.finishedAtMs),
    Promise.all(page.upgrades.map(upgrade => summarize(services, upgrade))),
  ]);
  // An upgrade is requested only when none is active, so the active one is always the latest.
  const latest = recentUpgrades.at(0);
  const isActive = latest !== undefined && !isFinal(latest.status);
  const overview = overviewOf({
    cluster,
    platformTitle: services.drivers.find(cluster.platform)?.title,
    result,
    activeUpgrade: isActive ? latest : undefined,
    lastUpgrade: isActive ? recentUpgrades.at(1) : latest,
  });
  return { overview, result, recentUpgrades };
}

/** A cluster that can't be inspected is shown with the reason, not left out. */
async function lookAt(
  { inspector, config }: ApiServices,
  cluster: ClusterEntity,
  changedAtMs: number | undefined,
): Promise<LookResult> {
  try {
    const reachable = await inspector.reach(cluster);
    const { maxAgeMs } = config.inspection;
    return { look: await inspector.look(reachable, maxAgeMs, changedAtMs) };
  } catch (error) {
    return { problem: error as Error };
  }
}

async function actionsOn(
  services: ApiServices,
  cluster: ClusterEntity,
  overview: ClusterOverview,
  caller: Caller,
): Promise<Record<ClusterAction, ActionAvailability>> {
  const permitted = await services.authorizer.availability(
    caller.credentials,
    clusterResourceRef,
    Object.values(PERMISSIONS),
    cluster,
    { name: cluster.ref, ownerRef: cluster.ownerRef },
  );
  const { connection, activeUpgrade } = overview;
  const unreachable: ActionAvailability =
    connection.status === 'unreachable'
      ? { available: false, reason: connection.reason }
      : { available: true };
  const busy: ActionAvailability = activeUpgrade
    ? {
        available: false,
        reason: {
          code: 'other-upgrade-active',
          params: { upgradeId: activeUpgrade.id },
          text: `Upgrade ${activeUpgrade.id} of the same cluster is not finished.`,
        },
      }
    : { available: true };
  return {
    plan: firstRefusal(permitted(PERMISSIONS.plan), unreachable),
    start: firstRefusal(permitted(PERMISSIONS.start), busy, unreachable),
    override: permitted(PERMISSIONS.override),
  };
}
