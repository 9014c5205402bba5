import { NotFoundError } from '@backstage/errors';
import {
  PlanKind,
  UpgradeList,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { planWithoutValues, planWithValues } from '../../redaction/redactPlan';
import { requireValues } from '../authorization/requireValues';
import { upgradeResourceRef } from '../../permissions/resources';
import { ApiServices } from '../ApiServices';
import { Caller, RouteHandlers } from '../RouteHandler';
import { summarize } from '../views/upgradeSummary';
import {
  thresholdsWithout,
  visibleComponents,
} from '../views/visibleComponents';
import { viewUpgrade } from '../views/upgradeView';

/** Pages read at most to fill one page of what the caller may see. */
const MAX_PAGES_READ = 20;

/** Upgrades: all, one, and its plans. */
export function upgradeRoutes(
  services: ApiServices,
): Pick<
  RouteHandlers,
  'listUpgrades' | 'getUpgrade' | 'getUpgradePlan' | 'getUpgradePlanOutline'
> {
  const { authorizer, clock, outlines, upgrades } = services;

  return {
    async listUpgrades({ query, caller }) {
      const isPermitted = await authorizer.decide(
        caller.credentials,
        upgradeResourceRef,
        ['upgrade.read'],
      );
      const clusters = await clustersFor(services, caller);
      const page = await readPermitted(
        services,
        query,
        upgrade =>
          isPermitted('upgrade.read', {
            ...upgrade,
            clusterOwnerRef: clusters.ownerOf(upgrade),
          }) && clusters.isVisible(upgrade),
      );
      const list: UpgradeList = {
        upgrades: await Promise.all(
          page.upgrades.map(upgrade => summarize(services, upgrade)),
        ),
        nextCursor: page.nextCursor,
        serverTimeMs: clock.now(),
      };
      return { status: 200, json: list };
    },

    async getUpgrade({ subject, caller }) {
      const state = await upgrades.readState(subject.upgrade.id);
      return {
        status: 200,
        json: await viewUpgrade(services, state, caller, subject.upgrade),
      };
    },

    async getUpgradePlan({ subject, params, query, caller }) {
      const plan = await upgrades.readPlan(subject.upgrade.id, params.kind);
      if (!plan) {
        throw planMissing(subject.upgrade.id, params.kind);
      }
      const { clusterRef } = subject.upgrade;
      const thresholds = thresholdsWithout(
        plan.thresholds,
        await visibleComponents(services, clusterRef, caller),
      );
      if (query.values === 'withheld') {
        const json = { ...planWithoutValues(plan), thresholds };
        return { status: 200, json };
      }
      const cluster = await services.catalog.getCluster(
        clusterRef,
        caller.credentials,
      );
      await requireValues(services, cluster, caller);
      return { status: 200, json: { ...planWithValues(plan), thresholds } };
    },

    async getUpgradePlanOutline({ subject, params }) {
      const packedJson = await outlines.of(subject.upgrade.id, params.kind);
      if (!packedJson) {
        throw planMissing(subject.upgrade.id, params.kind);
      }
      return { status: 200, packedJson };
    },
  };
}

function planMissing(upgradeId: string, kind: PlanKind): NotFoundError {
  return new NotFoundError(
    `Upgrade ${upgradeId} has no ${kind} plan: it has not been ${
      kind === 'rollback' ? 'rolled back' : 'cancelled'
    }.`,
  );
}

type UpgradeFacts = Pick<
  UpgradeState,
  'clusterRef' | 'clusterOwnerRef' | 'requestedBy'
>;

/** The clusters of the portal, and which of them the caller can't see. */
async function clustersFor(
  { auth, catalog, removedClusters }: ApiServices,
  caller: Caller,
): Promise<{
  ownerOf(upgrade: UpgradeFacts): string | undefined;
  isVisible(upgrade: UpgradeFacts): boolean;
}> {
  const [all, visible, isRemovedVisible] = await Promise.all([
    catalog.listClusters(await auth.getOwnServiceCredentials()),
    catalog.listClusters(caller.credentials),
    removedClusters.visibilityFor(caller.credentials),
  ]);
  const ownerByRef = new Map(all.map(({ ref, ownerRef }) => [ref, ownerRef]));
  const visibleRefs = new Set(visible.map(({ ref }) => ref));
  return {
    ownerOf: ({ clusterRef, clusterOwnerRef }) =>
      ownerByRef.has(clusterRef) ? ownerByRef.get(clusterRef) : clusterOwnerRef,
    isVisible: upgrade =>
      ownerByRef.has(upgrade.clusterRef)
        ? visibleRefs.has(upgrade.clusterRef)
        : isRemovedVisible(upgrade),
  };
}

/** Reads on until the page is full, so that what is left out doesn't make pages short. */
async function readPermitted(
  { upgrades }: ApiServices,
  query: {
    clusterRef?: string;
    status?: UpgradeState['status'][];
    limit: number;
    cursor?: string;
  },
  isReadable: (upgrade: Omit<UpgradeState, 'steps'>) => boolean,
) {
  const found: Array<Omit<UpgradeState, 'steps'>> = [];
  let cursor = query.cursor;
  for (let read = 0; read < MAX_PAGES_READ; read++) {
    const page = await upgrades.listUpgrades({
      clusterRef: query.clusterRef,
      statuses: query.status,
      limit: query.limit - found.length,
      cursor,
    });
    found.push(...page.upgrades.filter(isReadable));
    cursor = page.nextCursor;
    if (cursor === undefined || found.length >= query.limit) {
      break;
    }
  }
  return { upgrades: found, nextCursor: cursor };
}
