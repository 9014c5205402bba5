import { NotFoundError } from '@backstage/errors';
import {
  PlanKind,
  UpgradeList,
  UpgradeState,
  upgradeReadPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { planWithoutValues, planWithValues } from '../../redaction/redactPlan';
import { requireValues } from '../../authorization/requireValues';
import { UpgradeSummary } from '../../database/UpgradeStore';
import { upgradeResourceRef } from '../../authorization/policy/resources';
import { ApiServices } from '../ApiServices';
import { Caller } from '../../authorization/caller';
import { RouteHandlers } from '../RouteHandler';
import { summarize } from '../views/upgradeSummary';
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
        [upgradeReadPermission],
      );
      const page = await readPermitted(services, query, caller, upgrade =>
        isPermitted(upgradeReadPermission, upgrade),
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
      if (query.values === 'withheld') {
        return { status: 200, json: planWithoutValues(plan) };
      }
      const cluster = await services.catalog.getCluster(
        subject.upgrade.clusterRef,
        caller.credentials,
      );
      await requireValues(services, cluster, caller);
      return { status: 200, json: planWithValues(plan) };
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

/** Reads on until the page is full, so that what is left out doesn't make pages short. */
async function readPermitted(
  { upgrades, visibility }: ApiServices,
  query: {
    clusterRef?: string;
    status?: UpgradeState['status'][];
    limit: number;
    cursor?: string;
  },
  { credentials }: Caller,
  isReadable: (upgrade: UpgradeSummary) => boolean,
) {
  const found: UpgradeSummary[] = [];
  let cursor = query.cursor;
  for (let read = 0; read < MAX_PAGES_READ; read++) {
    const page = await upgrades.listUpgrades({
      clusterRef: query.clusterRef,
      statuses: query.status,
      limit: query.limit - found.length,
      cursor,
    });
    const visible = await visibility.visibleOf(page.upgrades, credentials);
    found.push(...visible.filter(isReadable));
    cursor = page.nextCursor;
    if (cursor === undefined || found.length >= query.limit) {
      break;
    }
  }
  return { upgrades: found, nextCursor: cursor };
}
