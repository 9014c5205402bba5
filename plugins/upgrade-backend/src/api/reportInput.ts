import { NotFoundError } from '@backstage/errors';
import {
  PlanKind,
  UpgradeEvent,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { MAX_PAGE } from '../database/UpgradeStore';
import { ReportInput } from '../reports/buildReport';
import { ApiServices } from './ApiServices';

/** Everything that the report of an upgrade is made from. */
export async function reportInput(
  services: Pick<ApiServices, 'upgrades' | 'clock'>,
  upgradeId: string,
): Promise<ReportInput> {
  const { upgrades, clock } = services;
  const readPlan = (kind: PlanKind) => upgrades.readPlan(upgradeId, kind);
  const [events, upgrade, rollback, cleanup] = await Promise.all([
    allEvents(services, upgradeId),
    readPlan('upgrade'),
    readPlan('rollback'),
    readPlan('cleanup'),
  ]);
  if (!upgrade) {
    throw new NotFoundError(`The plan of upgrade ${upgradeId} is gone.`);
  }
  const plans: ReportInput['plans'] = {
    upgrade,
    ...given('rollback', rollback),
    ...given('cleanup', cleanup),
  };
  return { events, plans, nowMs: clock.now() };
}

function given(kind: PlanKind, plan: UpgradePlan | undefined) {
  return plan ? { [kind]: plan } : {};
}

async function allEvents(
  { upgrades }: Pick<ApiServices, 'upgrades'>,
  upgradeId: string,
): Promise<UpgradeEvent[]> {
  const events: UpgradeEvent[] = [];
  for (;;) {
    const page = await upgrades.readEventsAfter(
      upgradeId,
      events.at(-1)?.seq ?? 0,
      MAX_PAGE,
    );
    events.push(...page);
    if (page.length < MAX_PAGE) {
      return events;
    }
  }
}
