import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  clusterDetail,
  overview,
  upgradeSummary,
} from '../testFixtures/cluster';
import { ScenarioApi } from '../testFixtures/fakeUpgradeApi';
import { START_MS } from '../testFixtures/EventLog';
import { CLUSTER_REF } from '../testFixtures/plan';
import { renderScreen } from '../testFixtures/renderScreen';
import { runningScenario, startStep, waitStep } from '../testFixtures/scenario';
import { ClusterUpgrades } from './UpgradesTab';

const tab = <ClusterUpgrades clusterRef={CLUSTER_REF} />;
const noHistory = async () => ({ upgrades: [], serverTimeMs: 0 });

function httpError(statusCode: number, message: string): Error {
  return Object.assign(new Error('wrapped'), {
    statusCode,
    cause: { message },
  });
}

describe('UpgradesTab', () => {
  it('shows what runs, what could come next, and why the rest cannot be chosen', async () => {
    renderScreen(tab, {
      getCluster: async () => clusterDetail(),
      listUpgrades: noHistory,
    });
    const now = await screen.findByRole('region', { name: 'Now' });
    expect(within(now).getByText('4.1.0')).toBeVisible();
    expect(within(now).getByText('6 of 6 ready')).toBeVisible();
    const blocked = screen.getByRole('row', { name: /^5\.0\.0/ });
    expect(blocked).toHaveTextContent('Go to 4.3.0 first');
    expect(
      screen.getByRole('row', { name: /4\.3\.0.*2 hops: 4\.2\.0 → 4\.3\.0/ }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Plan upgrade to 4.2.0' }),
    ).toHaveAttribute(
      'href',
      '/upgrades/new/resource/default/prod-eu?to=4.2.0',
    );
    expect(await screen.findByText('No upgrades yet.')).toBeVisible();
  });

  it('says which versions are mixed, and on what', async () => {
    renderScreen(tab, {
      getCluster: async () =>
        clusterDetail({
          overview: overview({
            version: undefined,
            versions: [
              { version: '4.1.0', parts: ['w-1', 'w-2', 'w-3', 'w-4', 'w-5'] },
              { version: '4.2.0', parts: ['orchestrator'] },
            ],
          }),
        }),
      listUpgrades: noHistory,
    });
    expect(await screen.findByText('Mixed versions')).toBeVisible();
    expect(
      screen.getByText('4.1.0: 5 parts (w-1, w-2, w-3, and w-4 and 1 more)'),
    ).toBeVisible();
    expect(screen.getByText('4.2.0: 1 part (orchestrator)')).toBeVisible();
    expect(
      screen.getByText(
        'An upgrade leaves the parts as they are that run its version already.',
      ),
    ).toBeVisible();
  });

  it('says once, with whom to ask, that somebody may not plan', async () => {
    const reason = {
      code: 'permission-missing',
      params: { permission: 'upgrade.plan.create' },
      text: 'You need the permission upgrade.plan.create for prod-eu.',
    };
    renderScreen(tab, {
      getCluster: async () =>
        clusterDetail({
          actions: {
            ...clusterDetail().actions,
            plan: { available: false, reason },
          },
        }),
      listUpgrades: noHistory,
    });
    const button = await screen.findByRole('button', {
      name: 'Plan upgrade to 4.2.0',
    });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(reason.text);
    expect(
      screen.getByText(/^You need the permission upgrade.plan.create to plan/),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'platform-operators' }),
    ).toHaveAttribute('href', '/catalog/default/group/platform-operators');
  });

  it('says at once that somebody may plan, but not start', async () => {
    const reason = {
      code: 'permission-missing',
      params: { permission: 'upgrade.start' },
      text: 'You need the permission upgrade.start for prod-eu.',
    };
    renderScreen(tab, {
      getCluster: async () =>
        clusterDetail({
          actions: {
            ...clusterDetail().actions,
            start: { available: false, reason },
          },
        }),
      listUpgrades: noHistory,
    });
    expect(
      await screen.findByText(
        /^You can make a plan and check it. To start it you need the permission upgrade.start/,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Plan upgrade to 4.2.0' }),
    ).toBeVisible();
  });

  it('offers no plan while an upgrade runs', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    renderScreen(tab, {
      getCluster: async () =>
        clusterDetail({
          overview: overview({
            activeUpgrade: upgradeSummary({
              status: 'running',
              outcome: undefined,
              toVersion: '4.2.0',
            }),
          }),
        }),
      listUpgrades: noHistory,
      getUpgrade: new ScenarioApi(scenario).getUpgrade,
    });
    expect(
      await screen.findByText(/^An upgrade to 4.2.0 is not finished/),
    ).toBeVisible();
    expect(screen.queryByText(/^Plan upgrade/)).toBeNull();
  });

  it('says that a cluster is up to date, instead of a button that can not work', async () => {
    renderScreen(tab, {
      getCluster: async () => clusterDetail({ releases: [] }),
      listUpgrades: noHistory,
    });
    expect(await screen.findByText(/^Up to date: 4.1.0/)).toBeVisible();
    expect(screen.queryByText(/^Plan upgrade/)).toBeNull();
  });

  it('remembers beside the plan what went wrong the last time', async () => {
    renderScreen(tab, {
      getCluster: async () =>
        clusterDetail({
          overview: overview({
            lastUpgrade: upgradeSummary({
              toVersion: '4.2.0',
              outcome: 'rolled-back',
              isRolledBackAutomatically: true,
              failure: {
                kind: 'measured',
                cause: {
                  code: 'threshold-exceeded',
                  params: {
                    application: 'shop/shop',
                    failing: 1,
                    allowed: 0,
                    reason: 'crash-loop',
                  },
                  text: 'x',
                },
                remedy: 'y',
              },
            }),
          }),
        }),
      listUpgrades: noHistory,
    });
    expect(
      await screen.findByText(
        /^4.2.0 was rolled back here, .*: shop\/shop crash-looped \(1 failing, 0 allowed\)\./,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Report on the upgrade to 4.2.0' }),
    ).toHaveAttribute('href', '/upgrades/runs/u-1/report');
    expect(
      screen.getByRole('link', { name: 'Plan upgrade to 4.2.0' }),
    ).toBeVisible();
  });

  it('says why a cluster can not be reached, and what to do', async () => {
    renderScreen(tab, {
      getCluster: async () =>
        clusterDetail({
          inventory: undefined,
          releases: [],
          overview: overview({
            version: undefined,
            versions: [],
            nodes: undefined,
            connection: {
              status: 'unreachable',
              reason: { code: 'refused', text: 'Connection refused.' },
              remedy: 'Start the cluster.',
            },
          }),
        }),
      listUpgrades: noHistory,
    });
    expect(
      await screen.findByText("The cluster can't be reached"),
    ).toBeVisible();
    expect(
      screen.getByText('Connection refused. Start the cluster.'),
    ).toBeVisible();
    expect(
      screen.getByText(/not known, because the cluster could not be read/),
    ).toBeVisible();
  });

  it('tells a denied page from a failed one, and lets either be tried again', async () => {
    let error: Error | undefined = httpError(403, 'Needs upgrade.cluster.read');
    renderScreen(tab, {
      getCluster: async () => {
        if (error) {
          throw error;
        }
        return clusterDetail();
      },
      listUpgrades: noHistory,
    });
    expect(
      await screen.findByText("You can't see the upgrades of this cluster"),
    ).toBeVisible();
    expect(screen.getByText(/Needs upgrade.cluster.read/)).toBeVisible();

    error = httpError(500, 'The database is away');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('The database is away')).toBeVisible();

    error = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', { name: 'Now' })).toBeVisible();
  });

  it('leads to the upgrade that runs, and says what it waits for', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    startStep(scenario.log, 'w-2/drain');
    // Shorter waits are not worth naming.
    waitStep(scenario.log, 'w-2/drain', { sinceMs: START_MS - 60_000 });
    renderScreen(tab, {
      getCluster: async () =>
        clusterDetail({
          overview: overview({
            activeUpgrade: upgradeSummary({
              status: 'running',
              outcome: undefined,
              progress: { done: 6, total: 17 },
            }),
          }),
        }),
      listUpgrades: noHistory,
      getUpgrade: new ScenarioApi(scenario).getUpgrade,
    });
    const card = await screen.findByRole('region', { name: 'Running upgrade' });
    expect(
      await within(card).findByText(/budget checkout needs 3 ready/),
    ).toBeVisible();
    expect(
      within(card).getByRole('img', {
        name: 'Steps of the plan: 6 done, 11 to do',
      }),
    ).toBeInTheDocument();
    expect(
      within(card).getByRole('link', { name: 'Open the upgrade' }),
    ).toHaveAttribute('href', '/upgrades/runs/u-1');
  });

  it('names the steps that run as the plan calls them, and by no id until it is there', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    startStep(scenario.log, 'w-2/drain');
    const { getUpgrade, getUpgradePlanOutline } = new ScenarioApi(scenario);
    let answer = () => {};
    renderScreen(tab, {
      getCluster: async () =>
        clusterDetail({
          overview: overview({
            activeUpgrade: upgradeSummary({
              status: 'running',
              outcome: undefined,
            }),
          }),
        }),
      listUpgrades: noHistory,
      getUpgrade,
      getUpgradePlanOutline: async (id, kind) => {
        await new Promise<void>(resolve => {
          answer = resolve;
        });
        return getUpgradePlanOutline(id, kind);
      },
    });
    const card = await screen.findByRole('region', { name: 'Running upgrade' });
    await within(card).findByText(/^Upgrading prod-eu/);
    expect(card).not.toHaveTextContent('w-2/drain');
    await act(async () => answer());
    expect(await within(card).findByText(/Now: drain w-2\.$/)).toBeVisible();
  });

  it('lists past upgrades and loads older ones', async () => {
    const listUpgrades = jest
      .fn()
      .mockResolvedValueOnce({
        upgrades: [upgradeSummary()],
        nextCursor: 'c1',
        serverTimeMs: 0,
      })
      .mockResolvedValueOnce({
        upgrades: [
          upgradeSummary({
            id: 'u-0',
            fromVersion: '3.9.0',
            toVersion: '4.0.0',
            outcome: 'rolled-back',
          }),
        ],
        serverTimeMs: 0,
      });
    renderScreen(tab, {
      getCluster: async () => clusterDetail(),
      listUpgrades,
    });
    expect(
      await screen.findByRole('link', {
        name: '4.0.0 → 4.1.0 , Completed: open the upgrade',
      }),
    ).toHaveAttribute('href', '/upgrades/runs/u-1');
    await userEvent.click(
      screen.getByRole('button', { name: 'Show older ones' }),
    );
    expect(await screen.findByText('Rolled back, restored')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Show older ones' }),
    ).toBeNull();
    expect(listUpgrades).toHaveBeenLastCalledWith({
      clusterRef: CLUSTER_REF,
      limit: 10,
      cursor: 'c1',
    });
  });
});
