import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  ActionAvailability,
  ClusterAction,
  ClusterDetail,
  ClusterList,
  ClusterOverview,
  isFinal,
  Message,
  upgradeClusterReadPermission,
  upgradeOverridePermission,
  upgradePlanCreatePermission,
  upgradeStartPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../../clusters/ClusterEntity';
import { ClusterLook } from '../../clusters/ClusterInspector';
import { mapBounded } from '../../clusters/mapBounded';
import { askCluster } from '../../clusters/askCluster';
import { clusterResourceRef } from '../../authorization/policy/resources';
import { otherUpgradeActive } from '../../verification/startBlockers';
import { mayActOn } from '../../authorization/mayAct';
import { upgradeInTheWay } from '../activeUpgrade';
import { ApiServices } from '../ApiServices';
import { firstRefusal } from '../firstRefusal';
import { Caller } from '../../authorization/caller';
import { RouteHandlers } from '../RouteHandler';
import { LookResult, overviewOf } from '../views/clusterOverview';
import {
  inventoryWithout,
  visibleComponents,
} from '../views/visibleComponents';
import { summarize } from '../views/upgradeSummary';

/** Upgrades shown on a cluster's page. */
const RECENT_UPGRADES = 10;

/** The list of all takes at most so many times what it waits for one cluster. */
const LIST_TIMEOUT_FACTOR = 2;

const PERMISSIONS: Record<ClusterAction, ResourcePermission> = {
  plan: upgradePlanCreatePermission,
  start: upgradeStartPermission,
  override: upgradeOverridePermission,
};

/** All clusters, and one with everything about it. */
export function clusterRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'listClusters' | 'getCluster'> {
  const { authorizer, catalog, clock, config, planMaker } = services;

  return {
    async listClusters({ caller }) {
      const all = await catalog.listClusters(caller.credentials);
      const readable = await readableOf(services, all, caller);
      const mayAct = await mayActOn(authorizer, caller);
      const { listTimeoutMs } = config.inspection;
      // However many hang: what is shown of the rest is what was seen last.
      const endsAtMs = clock.now() + LIST_TIMEOUT_FACTOR * listTimeoutMs;
      const clusters = await mapBounded(
        readable,
        config.inspection.concurrency,
        async cluster =>
          (
            await describe(services, cluster, {
              upgrades: 1,
              mayAct,
              lookMs: Math.min(
                listTimeoutMs,
                Math.max(0, endsAtMs - clock.now()),
              ),
            })
          ).overview,
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
        {
          upgrades: RECENT_UPGRADES,
          mayAct: await mayActOn(authorizer, caller),
        },
      );
      const look = 'look' in result ? result.look : undefined;
      const survey = look && (await planMaker.inspectCluster(look.inventory));
      const visible = await visibleComponents(services, cluster.ref, caller);
      const detail: ClusterDetail = {
        overview,
        inventory: survey && inventoryWithout(survey.inventory, visible),
        releases: look?.releases ?? [],
        defaultStrategy: planMaker.defaultStrategyOf(cluster.platform),
        strategyParameters: planMaker.strategyParametersOf(cluster.platform),
        thresholds: survey?.thresholds ?? [],
        recentUpgrades,
        actions: await actionsOn(services, { cluster, overview, look }, caller),
        serverTimeMs: clock.now(),
      };
      return { status: 200, json: detail };
    },
  };
}

async function readableOf(
  { authorizer }: ApiServices,
  clusters: readonly ClusterEntity[],
  { credentials }: Caller,
): Promise<ClusterEntity[]> {
  const isPermitted = await authorizer.decide(credentials, clusterResourceRef, [
    upgradeClusterReadPermission,
  ]);
  return clusters.filter(cluster =>
    isPermitted(upgradeClusterReadPermission, cluster),
  );
}

async function describe(
  services: ApiServices,
  cluster: ClusterEntity,
  {
    mayAct,
    ...limits
  }: {
    upgrades: number;
    lookMs?: number;
    mayAct: Awaited<ReturnType<typeof mayActOn>>;
  },
) {
  const page = await services.upgrades.listUpgrades({
    clusterRef: cluster.ref,
    limit: limits.upgrades,
  });
  const [result, recentUpgrades] = await Promise.all([
    lookAt(services, cluster, page.upgrades.at(0)?.finishedAtMs, limits.lookMs),
    Promise.all(page.upgrades.map(upgrade => summarize(services, upgrade))),
  ]);
  // An upgrade is requested only when none is active, so the active one is always the latest.
  const latest = recentUpgrades.at(0);
  const isActive = latest !== undefined && !isFinal(latest.status);
  const activeUpgrade = isActive ? latest : undefined;
  const overview = overviewOf({
    cluster,
    platformTitle: services.drivers.find(cluster.platform)?.title,
    result,
    activeUpgrade,
    lastUpgrade: isActive ? recentUpgrades.at(1) : latest,
    mayAct: mayAct(cluster, activeUpgrade),
  });
  return { overview, result, recentUpgrades };
}

/** A cluster that can't be inspected is shown with the reason, not left out. */
async function lookAt(
  { inspector, config, clock }: ApiServices,
  cluster: ClusterEntity,
  changedAtMs: number | undefined,
  waitMs: number | undefined,
): Promise<LookResult> {
  const look = async () => {
    const reachable = await inspector.reach(cluster);
    return inspector.look(reachable, config.inspection.maxAgeMs, changedAtMs);
  };
  try {
    return {
      look:
        waitMs === undefined
          ? await look()
          : await askCluster(look, {
              clock,
              timeoutMs: waitMs,
              what: `the inspection of ${cluster.ref}`,
            }),
    };
  } catch (error) {
    const lastKnown = inspector.lastKnown(cluster.ref);
    return { problem: error as Error, lastKnown };
  }
}

async function actionsOn(
  services: ApiServices,
  seen: {
    cluster: ClusterEntity;
    overview: ClusterOverview;
    look?: ClusterLook;
  },
  caller: Caller,
): Promise<Record<ClusterAction, ActionAvailability>> {
  const { cluster, overview, look } = seen;
  const [permitted, active, conflict] = await Promise.all([
    services.authorizer.availability(
      caller.credentials,
      clusterResourceRef,
      Object.values(PERMISSIONS),
      cluster,
      { name: cluster.ref, ownerRef: cluster.ownerRef },
    ),
    upgradeInTheWay(services, cluster.ref, look?.apiServerId, caller),
    services.connectionRules.conflictOf(cluster, caller.credentials),
  ]);
  const { connection } = overview;
  const unreachable = unless(
    connection.status === 'unreachable' ? connection.reason : undefined,
  );
  const shared = unless(conflict?.reason);
  const busy = unless(active && otherUpgradeActive(active));
  return {
    plan: firstRefusal(permitted(PERMISSIONS.plan), shared, unreachable),
    start: firstRefusal(
      permitted(PERMISSIONS.start),
      shared,
      busy,
      unreachable,
    ),
    override: permitted(PERMISSIONS.override),
  };
}

function unless(reason: Message | undefined): ActionAvailability {
  return reason ? { available: false, reason } : { available: true };
}
