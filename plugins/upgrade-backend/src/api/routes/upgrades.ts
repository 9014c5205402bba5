import { NotFoundError } from '@backstage/errors';
import {
  UpgradeList,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { upgradeResourceRef } from '../../permissions/resources';
import { ApiServices } from '../ApiServices';
import { Decision } from '../authorize';
import { RouteHandlers } from '../RouteHandler';
import { FoundUpgrade } from '../UpgradeResources';
import { summarize } from '../views/upgradeSummary';
import { viewUpgrade } from '../views/upgradeView';

/** Pages read at most to fill one page of what the caller may see. */
const MAX_PAGES_READ = 20;

/** Upgrades: all, one, and its plans. */
export function upgradeRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'listUpgrades' | 'getUpgrade' | 'getUpgradePlan'> {
  const { authorizer, clock, upgrades } = services;

  return {
    async listUpgrades({ query, caller }) {
      const isPermitted = await authorizer.decide(
        caller.credentials,
        upgradeResourceRef,
        ['upgrade.read'],
      );
      const visible = await visibleClusters(services, caller.credentials);
      const page = await readPermitted(services, query, async upgrade => {
        const found = await services.upgradeResources.get(upgrade.id);
        return mayRead(found, isPermitted, visible);
      });
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
      return { status: 200, json: await viewUpgrade(services, state, caller) };
    },

    async getUpgradePlan({ subject, params }) {
      const plan = await upgrades.readPlan(subject.upgrade.id, params.kind);
      if (!plan) {
        throw new NotFoundError(
          `Upgrade ${subject.upgrade.id} has no ${params.kind} plan: it has not been ${
            params.kind === 'rollback' ? 'rolled back' : 'cancelled'
          }.`,
        );
      }
      return { status: 200, json: plan };
    },
  };
}

async function visibleClusters(
  { catalog }: ApiServices,
  credentials: Parameters<ApiServices['catalog']['listClusters']>[0],
): Promise<Set<string>> {
  const clusters = await catalog.listClusters(credentials);
  return new Set(clusters.map(({ ref }) => ref));
}

function mayRead(
  upgrade: FoundUpgrade,
  isPermitted: Decision<FoundUpgrade>,
  visible: ReadonlySet<string>,
): boolean {
  return (
    (visible.has(upgrade.clusterRef) || !upgrade.isClusterInCatalog) &&
    isPermitted('upgrade.read', upgrade)
  );
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
  isReadable: (upgrade: Omit<UpgradeState, 'steps'>) => Promise<boolean>,
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
    for (const upgrade of page.upgrades) {
      if (await isReadable(upgrade)) {
        found.push(upgrade);
      }
    }
    cursor = page.nextCursor;
    if (cursor === undefined || found.length >= query.limit) {
      break;
    }
  }
  return { upgrades: found, nextCursor: cursor };
}
