import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  evolve,
  followEvents,
  PlanView,
  UpgradeClient,
  UpgradeEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { CLUSTER_REF } from './api/__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './api/__testUtils__/startOmniCloudPortal';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'an upgrade over HTTP, on the embedded cluster and %s',
  databaseId => {
    let portal: OmniCloudPortal;
    let api: UpgradeClient;

    beforeEach(async () => {
      const knex = await databases.init(databaseId);
      portal = await startOmniCloudPortal({
        features: [mockServices.database.factory({ knex })],
      });
      api = portal.clientAs('user:default/mia');
    });

    afterEach(() => portal?.stop());

    /** A plan with nothing in its way, to the version that is recommended. */
    async function readyPlan(
      request: Partial<Parameters<UpgradeClient['createPlan']>[1]> = {},
    ): Promise<PlanView> {
      const { overview } = await api.getCluster(CLUSTER_REF);
      let plan = await api.createPlan(CLUSTER_REF, {
        toVersion: overview.recommendedVersion!,
        ...request,
      });
      for (const { findingId } of plan.blockers) {
        plan = await api.putOverride(plan.id, findingId!, {
          reason: 'This is the test of the whole way',
        });
      }
      expect(plan.blockers).toEqual([]);
      return plan;
    }

    async function runToTheEnd(plan: PlanView): Promise<UpgradeEvent[]> {
      const { state } = await api.startUpgrade({
        planId: plan.id,
        planHash: plan.hash,
      });
      const events: UpgradeEvent[] = [];
      for await (const event of followEvents(api, state.id)) {
        events.push(event);
      }
      expect(events.map(({ seq }) => seq)).toEqual(
        events.map((_, index) => index + 1),
      );
      const replayed = events.reduce<UpgradeState | undefined>(
        evolve,
        undefined,
      );
      expect((await api.getUpgrade(state.id)).state).toEqual(
        JSON.parse(JSON.stringify(replayed)),
      );
      return events;
    }

    it('runs from the plan to the report', async () => {
      const plan = await readyPlan();
      const events = await runToTheEnd(plan);
      const { upgradeId } = events[0];
      expect(events.at(-1)).toMatchObject({
        type: 'finished',
        data: { outcome: 'completed' },
      });

      const after = await api.getCluster(CLUSTER_REF);
      expect(after.overview.version).toBe(plan.plan.toVersion);
      expect(after.overview.lastUpgrade?.id).toBe(upgradeId);

      const report = await api.getReport(upgradeId);
      expect(report.isFinal).toBe(true);
      expect(report.planVersusActual.notStarted).toBe(0);
      expect(await api.getReportMarkdown(upgradeId)).toContain(
        'Completed after',
      );
    });

    // One database is enough: what differs between them is pinned by the contract of the stores.
    if (databaseId === 'SQLITE_3') {
      it('goes back by itself when an application fails, and proves it', async () => {
        const plan = await readyPlan({
          thresholds: [
            {
              applicationId: 'shop/shop',
              maxFailures: 0,
              unit: 'count',
              mustLastMs: 500,
              action: 'rollback',
            },
          ],
        });
        await portal.cluster.breakApplication('crash-loop');
        const events = await runToTheEnd(plan);
        const { upgradeId } = events[0];
        expect(events.at(-1)).toMatchObject({
          data: { outcome: 'rolled-back' },
        });

        const after = await api.getCluster(CLUSTER_REF);
        expect(after.overview.version).toBe(plan.plan.fromVersion);
        expect(await api.getUpgradePlan(upgradeId, 'rollback')).toMatchObject({
          kind: 'rollback',
        });
        const report = await api.getReport(upgradeId);
        expect(report).toMatchObject({
          outcome: 'rolled-back',
          firstCause: {
            failure: {
              cause: { params: { applicationId: 'shop/shop', failing: 1 } },
            },
          },
          restore: { proof: { differences: [] } },
        });
        expect(report.restore.proof!.restored).toBe(
          report.restore.proof!.total,
        );
      });
    }
  },
);
