import { RunningCluster, runCluster } from '@cluster-upgrade/cluster-simulator';
import omniCloudModule from '@cluster-upgrade/plugin-upgrade-backend-module-omnicloud';
import {
  followEvents,
  UpgradeClient,
  UpgradeEvent,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  CLUSTER_REF,
  clusterEntity,
  shopEntity,
} from './api/__portal__/omniCloudEntities';
import { Portal, startPortal } from './api/__portal__/startPortal';

jest.setTimeout(180_000);

describe('an upgrade over HTTP, on the embedded cluster', () => {
  let cluster: RunningCluster;
  let portal: Portal;
  let api: UpgradeClient;

  beforeAll(async () => {
    cluster = await runCluster({
      target: 'embedded',
      platform: 'omnicloud',
      speed: 50,
    });
    portal = await startPortal({
      entities: [clusterEntity, shopEntity],
      features: [omniCloudModule],
      config: {
        kubernetes: {
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                {
                  name: 'omni',
                  url: cluster.connection.url,
                  serviceAccountToken: cluster.connection.token,
                },
              ],
            },
          ],
        },
        upgrade: {
          strategies: {
            omnicloud: {
              nodeSoak: { milliseconds: 100 },
              finalSoak: { milliseconds: 100 },
              maxUnavailableNodes: 2,
            },
          },
        },
      },
    });
    api = portal.clientAs('user:default/mia');
  });

  afterAll(async () => {
    await portal?.backend.stop();
    await cluster?.stop();
  });

  it('runs from the plan to the report', async () => {
    const detail = await api.getCluster(CLUSTER_REF);
    expect(detail.overview.connection.status).toBe('reachable');
    expect(detail.actions.start).toEqual({ available: true });
    const toVersion = detail.overview.recommendedVersion!;

    let plan = await api.createPlan(CLUSTER_REF, { toVersion });
    for (const { findingId } of plan.blockers) {
      plan = await api.putOverride(plan.id, findingId!, {
        reason: 'This is the test of the whole way',
      });
    }
    expect(plan.blockers).toEqual([]);

    const started = await api.startUpgrade({
      planId: plan.id,
      planHash: plan.hash,
      idempotencyKey: 'once',
    });
    const { id } = started.state;
    const again = await api.startUpgrade({
      planId: plan.id,
      planHash: plan.hash,
      idempotencyKey: 'once',
    });
    expect(again.state.id).toBe(id);

    const events: UpgradeEvent[] = [];
    for await (const event of followEvents(api, id)) {
      events.push(event);
    }
    expect(events.map(({ seq }) => seq)).toEqual(
      events.map((_, index) => index + 1),
    );
    expect(events.at(-1)).toMatchObject({
      type: 'finished',
      data: { outcome: 'completed' },
    });

    const after = await api.getCluster(CLUSTER_REF);
    expect(after.overview.version).toBe(toVersion);

    const report = await api.getReport(id);
    expect(report.isFinal).toBe(true);
    expect(report.planVersusActual.notStarted).toBe(0);
    const { totalMs, ...parts } = report.durations;
    expect(Object.values(parts).reduce((a, b) => a + b)).toBe(totalMs);
    expect(await api.getReportMarkdown(id)).toContain(toVersion);
  });
});
