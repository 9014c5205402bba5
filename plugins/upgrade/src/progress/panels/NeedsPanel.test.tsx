import { screen, waitFor, within } from '@testing-library/react';
import {
  clusterDetail,
  inventoryOf,
  overview,
  RELEASES,
  upgradeSummary,
} from '../../testFixtures/cluster';
import { deliverEvents, openRun } from '../../testFixtures/openRun';
import { runningScenario, waitStep } from '../../testFixtures/scenario';

const needed = (count: number) =>
  screen.findByRole('region', { name: `Needs somebody (${count})` });

/** The cluster as it is after an upgrade to 4.2.0 was cancelled. */
const PART_WAY = clusterDetail({
  inventory: inventoryOf(3),
  releases: RELEASES,
  overview: overview({
    versions: [
      { version: '4.1.0', parts: ['w-2'] },
      { version: '4.2.0', parts: ['w-1'] },
    ],
    lastUpgrade: upgradeSummary({
      toVersion: '4.2.0',
      outcome: 'stopped-mixed',
    }),
  }),
});

describe('NeedsPanel', () => {
  it('says that a paused upgrade waits for somebody', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log.add('pause-begun', {}).add('paused', {});
    openRun(scenario);
    expect(await needed(1)).toHaveTextContent(
      'It is paused.Resume, or cancel.',
    );
  });

  it('calls for somebody while an application exceeds its threshold, unless that is off', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log.add('health-changed', {
      health: {
        applicationId: 'shop/checkout',
        verdict: 'breach',
        desired: 3,
        ready: 2,
        failing: [],
        knownBeforeStart: [],
        allowedInstances: 0,
        exceededSinceMs: Date.now() - 1000,
        rule: { code: 'rule', text: 'Rolls back when it lasts 30 s.' },
        judgedAtMs: Date.now(),
      },
    });
    const api = openRun(scenario);
    expect(await needed(1)).toHaveTextContent(
      /shop\/checkout exceeds its failure threshold\.Rolls back when it lasts 30 s\..*switch its threshold off/,
    );
    scenario.log.add('silenced', {
      applicationId: 'shop/checkout',
      reason: 'known to flap today',
      untilMs: Date.now() + 60_000,
    });
    await deliverEvents(api);
    await needed(0);
  });

  it('leads from an upgrade that stopped part-way to what finishes it', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    let detail = clusterDetail();
    const api = openRun(scenario, {
      getCluster: async () => detail,
      getUpgradePlanOutline: async (_, kind) => ({ ...scenario.plan, kind }),
    });
    await needed(0);
    detail = PART_WAY;
    scenario.log
      .add('cancel-begun', { steps: 0 })
      .add('finished', { outcome: 'stopped-mixed' });
    await deliverEvents(api);
    const link = within(await needed(1)).getByRole('link', {
      name: 'Finish to 4.2.0',
    });
    expect(link).toHaveAttribute(
      'href',
      expect.stringMatching(/\/new\/resource\/default\/prod-eu\?to=4\.2\.0$/),
    );
  });

  it('asks nobody to finish what a later upgrade has finished', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log
      .add('cancel-begun', { steps: 0 })
      .add('finished', { outcome: 'stopped-mixed' });
    openRun(scenario);
    expect(await needed(0)).toHaveTextContent('Nobody has to do anything now.');
  });
});

describe('the time left', () => {
  it('is not told while somebody is waited for', async () => {
    const scenario = runningScenario({ nodes: 4, done: 3 });
    const api = openRun(scenario);
    expect(await screen.findByText(/^about .* left$/)).toBeVisible();
    waitStep(scenario.log, 'w-4/cordon', { sinceMs: Date.now() - 60_000 });
    await deliverEvents(api);
    await needed(1);
    await waitFor(() => expect(screen.queryByText(/ left$/)).toBeNull());
  });
});
