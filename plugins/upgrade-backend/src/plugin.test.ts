import {
  followEvents,
  UpgradeClient,
  UpgradeEvent,
} from '@cluster-upgrade/plugin-upgrade-common';
import { CLUSTER_REF } from './api/__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './api/__testUtils__/startOmniCloudPortal';

jest.setTimeout(180_000);

describe('an upgrade over HTTP, on the embedded cluster', () => {
  let portal: OmniCloudPortal;
  let api: UpgradeClient;

  beforeAll(async () => {
    portal = await startOmniCloudPortal();
    api = portal.clientAs('user:default/mia');
  });

  afterAll(() => portal?.stop());

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
