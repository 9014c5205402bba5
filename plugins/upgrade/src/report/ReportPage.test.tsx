import { screen } from '@testing-library/react';
import { UpgradeReport } from '@cluster-upgrade/plugin-upgrade-common';
import { renderScreen } from '../testFixtures/renderScreen';
import { UpgradeRouter } from '../UpgradeRouter';

const report = {
  upgradeId: 'u-1',
  clusterRef: 'resource:default/prod-eu',
  fromVersion: '4.1.0',
  toVersion: '4.2.0',
  requestedBy: 'user:default/mia',
  planHash: 'sha256:0',
  isFinal: true,
  outcome: 'completed',
  asOfMs: 0,
  sentence: { code: 's', text: 'It is done.' },
  durations: {
    totalMs: 60_000,
    queuedMs: 0,
    workedMs: 15_000,
    waitedMs: 0,
    pausedMs: 0,
    decidingMs: 45_000,
  },
  timeline: [],
  planVersusActual: { steps: [] },
  overrides: [],
  thresholds: [],
  decisions: [],
  skipped: [],
  longestWaits: [],
  restore: { givenBack: [], notRestored: [] },
} as unknown as UpgradeReport;

describe('ReportPage', () => {
  it('names the cluster and the versions in its heading and in the tab', async () => {
    renderScreen(
      <UpgradeRouter />,
      { getReport: async () => report },
      '/runs/u-1/report',
    );
    const title = 'Report: prod-eu from 4.1.0 to 4.2.0';
    expect(
      await screen.findByRole('heading', { name: title, level: 1 }),
    ).toBeVisible();
    expect(document.title).toBe(title);
    expect(screen.getByText('Waiting for a decision')).toBeVisible();
    expect(screen.getByText('45 s')).toBeVisible();
  });

  it('gives times with their date also today, because it is read on other days', async () => {
    const startedAtMs = Date.now();
    renderScreen(
      <UpgradeRouter />,
      { getReport: async () => ({ ...report, startedAtMs }) },
      '/runs/u-1/report',
    );
    const year = String(new Date(startedAtMs).getFullYear());
    expect(await screen.findByText(new RegExp(`, ${year}, `))).toBeVisible();
  });

  it('names what was skipped, on which way, by whom and why', async () => {
    const skipped: UpgradeReport['skipped'] = [
      {
        seq: 20,
        atMs: 0,
        plan: 'upgrade',
        laneId: 'node/w-1',
        name: 'w-1',
        by: 'engine',
        reason: 'w-1 was not ready within 10 min',
      },
    ];
    renderScreen(
      <UpgradeRouter />,
      { getReport: async () => ({ ...report, skipped }) },
      '/runs/u-1/report',
    );
    const table = await screen.findByRole('table', { name: 'Skipped' });
    expect(table).toHaveTextContent('w-1');
    expect(table).toHaveTextContent('Upgrade');
    expect(table).toHaveTextContent('the upgrade engine');
    expect(table).toHaveTextContent('not ready within 10 min');
  });
});
