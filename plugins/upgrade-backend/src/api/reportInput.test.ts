import { PlanRecord } from '@cluster-upgrade/plugin-upgrade-common';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { DatabasePlanStore } from '../database/DatabasePlanStore';
import { DatabaseUpgradeStore } from '../database/DatabaseUpgradeStore';
import { UpgradeRequests } from '../engine/UpgradeRequests';
import { buildReport } from '../reports/buildReport';
import { openMemoryDatabase } from '@cluster-upgrade/simulation';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { acceptedFindings } from '../verification/startBlockers';
import { reportInput } from './reportInput';

const DAY_MS = 24 * 60 * 60 * 1000;
const PLAN_ID = 'plan-1';

function recordAt(nowMs: number): PlanRecord {
  const finding = {
    id: 'headroom',
    checkId: 'headroom',
    group: 'resources' as const,
    title: 'Room for what moves',
    status: 'soft-block' as const,
    observed: '2 GB free',
    needed: '4 GB free',
    objects: [],
    ownerRefs: [],
    checkedAtMs: nowMs,
  };
  return {
    id: PLAN_ID,
    clusterRef: 'resource:default/sample',
    platform: 'sample',
    hash: 'sha256:abc',
    plan: samplePlan([sampleStep({ id: 'a' })]),
    createdBy: 'user:default/ada',
    createdAtMs: nowMs,
    inventoryTakenAtMs: nowMs,
    verification: {
      findings: [finding],
      checkedAtMs: nowMs,
      validUntilMs: nowMs + DAY_MS,
    },
    overrides: [
      {
        findingId: 'headroom',
        reason: 'The night shift is asleep',
        by: 'user:default/olga',
        atMs: nowMs,
        observed: '2 GB free',
      },
    ],
  };
}

it('reports who accepted which risk and why, also when the draft was deleted long ago', async () => {
  const clock = new VirtualClock();
  const database = await openMemoryDatabase(clock);
  const upgrades = DatabaseUpgradeStore.create({ database });
  const plans = DatabasePlanStore.create({ database, clock });
  const requests = new UpgradeRequests({
    store: upgrades,
    clock,
    random: new SeededRandom(1),
    wake: () => {},
  });
  const record = recordAt(clock.now());
  await plans.savePlan(record, clock.now() + 7 * DAY_MS);
  const { upgradeId } = await requests.create({
    plan: record.plan,
    planId: record.id,
    planHash: record.hash,
    apiServerId: 'api-server',
    cluster: {},
    acceptedFindings: acceptedFindings(record, clock.now()),
    actor: 'user:default/ada',
  });
  const overridesNow = async () =>
    buildReport(await reportInput({ upgrades, clock }, upgradeId)).overrides;

  const onDay1 = await overridesNow();
  expect(onDay1).toEqual([
    {
      findingId: 'headroom',
      title: 'Room for what moves',
      reason: 'The night shift is asleep',
      by: 'user:default/olga',
      atMs: record.createdAtMs,
      observed: '2 GB free',
    },
  ]);

  await clock.advance(364 * DAY_MS);
  expect(await plans.deleteExpired()).toBe(1);
  expect(await overridesNow()).toEqual(onDay1);
  await database.knex.destroy();
});
