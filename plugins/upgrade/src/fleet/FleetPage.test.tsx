import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ClusterOverview } from '@cluster-upgrade/plugin-upgrade-common';
import { overview, upgradeSummary } from '../testFixtures/cluster';
import { renderScreen } from '../testFixtures/renderScreen';
import { FleetPage } from './FleetPage';

const show = (...clusters: ClusterOverview[]) =>
  renderScreen(<FleetPage />, {
    listClusters: async () => ({
      clusters,
      hidden: 0,
      serverTimeMs: Date.now(),
    }),
  });

const HALF: Partial<ClusterOverview> = {
  clusterRef: 'resource:default/weka-prod',
  title: 'Weka production',
  version: undefined,
  versions: [
    { version: '4.1.0', parts: ['a', 'b'] },
    { version: '4.2.0', parts: ['c'] },
  ],
  lastUpgrade: upgradeSummary({
    toVersion: '4.2.0',
    outcome: 'rolled-back-with-leftovers',
  }),
};

describe('FleetPage', () => {
  it('asks somebody to finish a cluster that is half upgraded', async () => {
    show(overview(HALF));
    const list = await screen.findByRole('region', { name: 'Needs you' });
    expect(list).toHaveTextContent(
      'Stopped part-way: 4.1.0 (2), 4.2.0 (1). 4.2.0 was rolled back here',
    );
    expect(
      within(list).getByRole('link', {
        name: 'Finish the upgrade of Weka production to 4.2.0',
      }),
    ).toHaveAttribute(
      'href',
      '/upgrades/new/resource/default/weka-prod?to=4.2.0',
    );
    const row = screen.getByRole('row', { name: /^Weka production/ });
    expect(row).toHaveTextContent('Stopped part-way');
    expect(row).not.toHaveTextContent('Idle');
    // One name for one thing, wherever it is offered.
    expect(row).toHaveTextContent('Finish the upgrade to 4.2.0.');
    expect(row).not.toHaveTextContent('Plan the upgrade');
  });

  it('tells a viewer who can act on nothing that others have to, without a way to change anything', async () => {
    show(overview({ ...HALF, mayAct: false }));
    const list = await screen.findByRole('region', { name: 'Needs you' });
    expect(list).toHaveTextContent('Nothing needs you.');
    expect(list).toHaveTextContent('1 cluster waits for others');
    expect(list).toHaveTextContent('Stopped part-way: 4.1.0 (2), 4.2.0 (1)');
    expect(
      within(list).queryByRole('link', { name: /^Finish/ }),
    ).not.toBeInTheDocument();
    const row = screen.getByRole('row', { name: /^Weka production/ });
    expect(
      within(row).queryByRole('link', { name: /^Plan the upgrade/ }),
    ).toBeNull();
  });

  it('says how many clusters there are, and that they are shown as they are now', async () => {
    show(overview(), overview({ ...HALF, platform: 'weka' }));
    expect(await screen.findByText('2 clusters · 2 platforms')).toBeVisible();
    expect(screen.getByTestId('freshness')).toHaveTextContent('Live');
  });

  it('leads from what comes next to where it is done', async () => {
    show(overview());
    const row = await screen.findByRole('row', { name: /^prod-eu/ });
    expect(
      within(row).getByRole('link', { name: 'Plan the upgrade to 4.2.0.' }),
    ).toHaveAttribute(
      'href',
      '/upgrades/new/resource/default/prod-eu?to=4.2.0',
    );
  });

  it('shows what runs with a bar and its time, and calls nobody for it', async () => {
    show(
      overview({
        activeUpgrade: upgradeSummary({
          status: 'running',
          outcome: undefined,
          progress: { done: 3, total: 12 },
          startedAtMs: Date.now() - 61_000,
        }),
      }),
    );
    const running = await screen.findByRole('region', { name: 'Running' });
    expect(
      within(running).getByRole('progressbar', { name: 'Progress of prod-eu' }),
    ).toHaveAttribute('aria-valuenow', '25');
    expect(running).toHaveTextContent(/1 min/);
    expect(
      within(running).getByRole('link', {
        name: 'Open the upgrade of prod-eu',
      }),
    ).toHaveAttribute('href', '/upgrades/runs/u-1');
    expect(screen.getByText('Nothing needs you.')).toBeVisible();
  });

  it('says once why a cluster can not be reached, and what to do', async () => {
    show(
      overview({
        version: undefined,
        versions: [],
        connection: {
          status: 'unreachable',
          reason: { code: 'refused', text: 'Connection refused.' },
          remedy: 'Start the cluster.',
        },
        nextAction: { code: 'connect', text: 'Make the cluster reachable.' },
      }),
    );
    expect(
      await screen.findByText('Connection refused. Start the cluster.'),
    ).toBeVisible();
    expect(screen.getAllByText(/Connection refused/)).toHaveLength(1);
    expect(screen.queryByText('Make the cluster reachable.')).toBeNull();
  });

  it("tells in the reader's own time when an unreachable cluster was last seen", async () => {
    show(
      overview({
        connection: {
          status: 'unreachable',
          reason: {
            code: 'refused',
            text: 'Connection refused. Shown is what was seen at 2026-01-02T03:04:05.000Z.',
          },
          remedy: '',
        },
      }),
    );
    const seen = await screen.findByText(/^Connection refused/);
    expect(seen).not.toHaveTextContent('2026-01-02T');
    expect(seen).toHaveTextContent(/seen at \D+ \d+, 2026, \d+:04:05 [AP]M\.$/);
  });

  it('finds clusters by any word that the table shows', async () => {
    show(
      overview({ clusterRef: 'resource:default/a', title: 'Shop Europe' }),
      overview({
        clusterRef: 'resource:default/b',
        title: 'Shop America',
        ownerRef: 'group:default/team-west',
      }),
      overview({
        ...HALF,
        platform: 'weka',
        platformTitle: 'Weka',
        lastUpgrade: undefined,
      }),
    );
    const names = () =>
      screen.getAllByRole('rowheader').map(name => name.textContent);
    const search = await screen.findByRole('searchbox', {
      name: 'Find by name, platform, owner, version',
    });
    expect(names()).toHaveLength(3);
    // What needs somebody comes first.
    expect(names()[0]).toMatch(/^Weka production/);
    await userEvent.type(search, 'shop west');
    expect(names()).toEqual([expect.stringMatching(/^Shop America/)]);
    await userEvent.clear(search);
    await userEvent.type(search, 'WEKA 4.2');
    expect(names()).toEqual([expect.stringMatching(/^Weka production/)]);
    await userEvent.clear(search);
    await userEvent.type(search, 'nowhere');
    expect(screen.queryByRole('rowheader')).toBeNull();
    expect(screen.getByText('No cluster fits "nowhere".')).toBeVisible();
    // What needs somebody is not hidden by a search.
    expect(
      within(screen.getByRole('region', { name: 'Needs you' })).getByRole(
        'link',
        { name: 'Weka production' },
      ),
    ).toBeVisible();
  });

  it.each([
    ['needs-attention', 'Needs a decision: retry, roll back or cancel.'],
    [
      'paused',
      'The upgrade to 4.1.0 is paused, 3 of 12 steps done. Resume, or cancel.',
    ],
  ] as const)(
    'leads from an upgrade that is %s to its page',
    async (status, why) => {
      show(
        overview({
          activeUpgrade: upgradeSummary({
            status,
            outcome: undefined,
            progress: { done: 3, total: 12 },
          }),
        }),
      );
      const list = await screen.findByRole('region', { name: 'Needs you' });
      expect(list).toHaveTextContent(why);
      expect(
        within(list).getByRole('link', { name: 'Open the upgrade of prod-eu' }),
      ).toHaveAttribute('href', '/upgrades/runs/u-1');
      const row = screen.getByRole('row', { name: /^prod-eu/ });
      expect(row).toHaveTextContent('4.0.0 → 4.1.0');
    },
  );

  it('says which versions run, the newest first, and what is mixed', async () => {
    show(
      overview({ clusterRef: 'resource:default/a' }),
      overview({
        clusterRef: 'resource:default/b',
        version: '4.2.0',
        versions: [{ version: '4.2.0', parts: ['a'] }],
      }),
      overview({ ...HALF, lastUpgrade: undefined }),
    );
    expect(
      await screen.findByRole('region', { name: 'Versions' }),
    ).toHaveTextContent(
      'OmniCloud4.2.0: 1 cluster · 4.1.0: 1 cluster · mixed: 1 cluster',
    );
  });

  it('says what to do where there is no cluster, and how many are hidden', async () => {
    renderScreen(<FleetPage />, {
      listClusters: async () => ({
        clusters: [],
        hidden: 2,
        serverTimeMs: Date.now(),
      }),
    });
    expect(await screen.findByText('No clusters yet.')).toBeVisible();
    expect(
      screen.getByText(/Resource of type kubernetes-cluster in the catalog/),
    ).toBeVisible();
    expect(
      screen.getByText('2 clusters are hidden, because you may not see them.'),
    ).toBeVisible();
  });

  it('says why nothing can be shown, and tries again when asked to', async () => {
    const listClusters = jest
      .fn()
      .mockRejectedValueOnce(new Error('The backend is away'))
      .mockResolvedValue({
        clusters: [overview()],
        hidden: 0,
        serverTimeMs: Date.now(),
      });
    renderScreen(<FleetPage />, { listClusters });
    expect(
      await screen.findByText('Could not load the clusters'),
    ).toBeVisible();
    expect(screen.getByText('The backend is away')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: /^prod-eu/ })).toBeVisible();
  });

  it('leads to what became of the last upgrade', async () => {
    show(overview({ lastUpgrade: upgradeSummary() }));
    const row = await screen.findByRole('row', { name: /^prod-eu/ });
    expect(
      within(row).getByRole('link', {
        name: /^Completed ?: upgrade to 4\.1\.0$/,
      }),
    ).toHaveAttribute('href', '/upgrades/runs/u-1');
  });

  it('keeps a rollback in mind beside the version that it recommends again', async () => {
    show(
      overview({
        lastUpgrade: upgradeSummary({
          toVersion: '4.2.0',
          outcome: 'rolled-back',
        }),
      }),
    );
    const row = await screen.findByRole('row', { name: /^prod-eu/ });
    expect(row).toHaveTextContent(
      /Plan the upgrade to 4.2.0\..*4.2.0 was rolled back here/,
    );
  });
});
