import { mockApis } from '@backstage/frontend-test-utils';
import { storageApiRef } from '@backstage/frontend-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PlanView, UpgradeApi } from '@cluster-upgrade/plugin-upgrade-common';
import { clusterDetail } from '../testFixtures/cluster';
import { ScenarioApi } from '../testFixtures/fakeUpgradeApi';
import { CLUSTER_REF } from '../testFixtures/plan';
import { BLOCKING, HASH, planView } from '../testFixtures/planView';
import { renderScreen } from '../testFixtures/renderScreen';
import { runningScenario } from '../testFixtures/scenario';
import { UpgradeRouter } from '../UpgradeRouter';

const ROUTE = '/new/resource/default/prod-eu';

function open(
  answers: Partial<UpgradeApi> = {},
  { route = ROUTE, storage = mockApis.storage() } = {},
) {
  const api = new ScenarioApi(runningScenario({ nodes: 2, done: 0 }));
  const view = renderScreen(
    <UpgradeRouter />,
    {
      getCluster: async () => clusterDetail(),
      createPlan: async () => planView(),
      getPlan: async () => planView(),
      getUpgrade: api.getUpgrade,
      getUpgradePlanOutline: api.getUpgradePlanOutline,
      listEvents: api.listEvents,
      ...answers,
    },
    route,
    [[storageApiRef, storage]],
  );
  return { ...view, storage };
}

const next = () =>
  userEvent.click(screen.getByRole('button', { name: 'Continue' }));

const blockedView = (given: Partial<PlanView> = {}) =>
  planView({
    verification: {
      ...planView().verification!,
      findings: [BLOCKING],
    },
    blockers: [
      {
        kind: 'soft-block',
        findingId: BLOCKING.id,
        reason: { code: 'x', text: 'Free space on nodes: w-1 has 4 GB.' },
        remedy: 'Remove old images. Or accept it with a reason.',
      },
    ],
    ...given,
  });

describe('StartUpgradePage', () => {
  it('leads from the version to a start that is bound to the plan that was seen', async () => {
    const createPlan = jest.fn(async () => planView());
    const startUpgrade = jest.fn(async () => {
      const { log } = runningScenario({ nodes: 2, done: 0 });
      return { state: log.state } as never;
    });
    open({ createPlan, startUpgrade });
    await userEvent.click(
      await screen.findByRole('radio', { name: /^4\.2\.0/ }),
    );
    await next();
    expect(
      screen.getByRole('heading', { name: 'Strategy', level: 2 }),
    ).toHaveFocus();
    await userEvent.click(screen.getByRole('radio', { name: /^Scale-down/ }));
    await next();
    await next();
    expect(await screen.findByText('1 passed.')).toBeVisible();
    expect(createPlan).toHaveBeenCalledTimes(1);
    expect(createPlan).toHaveBeenCalledWith(
      CLUSTER_REF,
      {
        toVersion: '4.2.0',
        strategy: expect.objectContaining({
          kind: 'scale-down',
          spareNodes: 0,
          scaleDownPercent: 25,
        }),
      },
      expect.anything(),
    );
    await next();
    expect(
      await screen.findByText(/^2 nodes, 1 at a time\. .* shown for w-1:$/),
    ).toBeVisible();
    expect(screen.getByText('drain w-1')).toBeVisible();
    expect(
      screen.getByText(
        /^Watching alone takes 2 min; .* No upgrade was completed/,
      ),
    ).toBeVisible();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Show the fields of Deployment omni/orchestrator',
      }),
    );
    expect(screen.getByText('omni:4.2.0')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Start upgrade…' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(HASH);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Upgrade prod-eu to 4.2.0' }),
    );
    await waitFor(() => expect(startUpgrade).toHaveBeenCalled());
    expect(startUpgrade).toHaveBeenCalledWith({
      planId: 'p-1',
      planHash: HASH,
      idempotencyKey: 'plan:p-1',
    });
  });

  it('keeps blocked versions in the list with their reason, and can not choose them', async () => {
    open();
    const blocked = await screen.findByRole('radio', { name: /^5\.0\.0/ });
    expect(blocked).toHaveAccessibleDescription(/Go to 4.3.0 first/);
    await userEvent.click(blocked);
    expect(blocked).not.toBeChecked();
    expect(screen.getByRole('button', { name: 'Continue' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('survives a reload, and says so', async () => {
    const { unmount, storage } = open();
    await userEvent.click(
      await screen.findByRole('radio', { name: /^4\.3\.0/ }),
    );
    unmount();
    open({}, { storage });
    expect(
      await screen.findByRole('radio', { name: /^4\.3\.0/ }),
    ).toBeChecked();
    expect(screen.getByText(/back at the draft/)).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Discard draft' }),
    );
    expect(screen.getByRole('radio', { name: /^4\.3\.0/ })).not.toBeChecked();
    // As when one comes from the cluster's tab.
    expect(screen.getByRole('radio', { name: /^4\.2\.0/ })).toBeChecked();
  });

  it('takes the mark of a block off with the draft that it was for', async () => {
    const blocked = {
      createPlan: async () => blockedView(),
      getPlan: async () => blockedView(),
    };
    const route = `${ROUTE}?to=4.2.0&step=verify`;
    const { unmount, storage } = open(blocked, { route });
    await screen.findByRole('button', { name: /blocks the start$/ });
    unmount();
    open(blocked, { route, storage });
    const step = () =>
      screen.getByRole('button', { name: /^4\. Verification/ });
    await waitFor(() =>
      expect(step()).toHaveAccessibleName('4. Verification , blocks the start'),
    );
    await userEvent.click(
      screen.getByRole('button', { name: /^3\. Failure thresholds/ }),
    );
    expect(step()).toHaveAccessibleName('4. Verification , blocks the start');
    await userEvent.click(
      screen.getByRole('button', { name: 'Discard draft' }),
    );
    expect(screen.getByRole('radio', { name: /^4\.2\.0/ })).toBeChecked();
    expect(step()).toHaveAccessibleName('4. Verification');
  });

  it('has a way back to the cluster in every step', async () => {
    open();
    expect(
      await screen.findByRole('link', { name: 'Leave, back to the cluster' }),
    ).toHaveAttribute('href', '/catalog/default/resource/prod-eu/upgrades');
  });

  it('names itself and the cluster in the title of the browser tab', async () => {
    open();
    await screen.findByRole('radio', { name: /^4\.2\.0/ });
    expect(document.title).toBe('Version: upgrade prod-eu');
  });

  it.each([
    ['9.9.9', '9.9.9, which the link names, is not offered for this cluster.'],
    ['5.0.0', '5.0.0, which the link names, can not be chosen now;'],
  ])(
    'says why the version of a link can not be taken: %s',
    async (to, text) => {
      open({}, { route: `${ROUTE}?to=${to}` });
      expect(
        await screen.findByText(new RegExp(text.replace(/[.;]/g, '\\$&'))),
      ).toBeVisible();
      await userEvent.click(screen.getByRole('radio', { name: /^4\.2\.0/ }));
      expect(screen.queryByText(/which the link names/)).toBeNull();
    },
  );

  describe('while another upgrade runs', () => {
    const reason = {
      code: 'other-upgrade-active',
      params: { upgradeId: 'u-9', by: 'user:default/mia' },
      text: 'The upgrade of mia to 4.2.0 is not finished.',
    };

    it('says so before the first choice, whose it is, and leads there', async () => {
      const { actions } = clusterDetail();
      open({
        getCluster: async () =>
          clusterDetail({
            actions: { ...actions, start: { available: false, reason } },
          }),
      });
      expect(
        await screen.findByText(
          'An upgrade runs already: you can plan the next one now, and start it after',
        ),
      ).toBeVisible();
      expect(screen.getByText(reason.text)).toBeVisible();
      expect(
        screen.getByRole('link', { name: 'Open that upgrade' }),
      ).toHaveAttribute('href', '/upgrades/runs/u-9');
    });

    it('leads to it also when it was started while one was looking at the plan', async () => {
      const startUpgrade = jest.fn(async () => {
        throw new Error(`The plan can't be started. ${reason.text}`);
      });
      const getPlan = jest.fn(async () =>
        planView({
          blockers: [
            {
              kind: 'active-upgrade',
              reason,
              remedy: 'Wait until it is over.',
            },
          ],
        }),
      );
      open({ startUpgrade, getPlan }, { route: `${ROUTE}?to=4.2.0&step=plan` });
      await userEvent.click(
        await screen.findByRole('button', { name: 'Start upgrade…' }),
      );
      const dialog = await screen.findByRole('dialog');
      await userEvent.click(
        within(dialog).getByRole('button', {
          name: 'Upgrade prod-eu to 4.2.0',
        }),
      );
      expect(
        await within(dialog).findByRole('link', { name: 'Open that upgrade' }),
      ).toHaveAttribute('href', '/upgrades/runs/u-9');
      expect(within(dialog).getByRole('alert')).toHaveTextContent(reason.text);
    });
  });

  it('tells a viewer at the beginning that they may not start', async () => {
    const { actions } = clusterDetail();
    open({
      getCluster: async () =>
        clusterDetail({
          actions: {
            ...actions,
            start: {
              available: false,
              reason: {
                code: 'permission-missing',
                params: { permission: 'upgrade.start' },
                text: 'You need the permission upgrade.start for prod-eu.',
              },
            },
          },
        }),
    });
    expect(
      await screen.findByText(
        'You can plan and check an upgrade here, but not start it',
      ),
    ).toBeVisible();
  });

  it('takes the version of the link that led here', async () => {
    open({}, { route: `${ROUTE}?to=4.2.0` });
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: /^4\.2\.0/ })).toBeChecked(),
    );
  });

  it('accepts a finding with a reason only, and shows who did', async () => {
    const putOverride = jest.fn(async () =>
      blockedView({
        blockers: [],
        overrides: [
          {
            findingId: BLOCKING.id,
            reason: 'Images are pruned nightly',
            by: 'user:default/mia',
            atMs: Date.now(),
            observed: BLOCKING.observed,
          },
        ],
      }),
    );
    open(
      { createPlan: async () => blockedView(), putOverride },
      { route: `${ROUTE}?to=4.2.0&step=verify` },
    );
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Accept the risk: Free space on nodes',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('w-1 has 4 GB');
    const confirm = within(dialog).getByRole('button', {
      name: 'Accept this risk',
    });
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'too short',
    );
    expect(confirm).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      ', but nightly pruning',
    );
    await userEvent.click(confirm);
    expect(
      await screen.findByText(/Accepted by mia.*Images are pruned nightly/),
    ).toBeVisible();
    expect(putOverride).toHaveBeenCalledWith('p-1', 'free-disk', {
      reason: 'too short, but nightly pruning',
    });
  });

  it('names what stands in the way of a start, with the remedy', async () => {
    open(
      { createPlan: async () => blockedView() },
      { route: `${ROUTE}?to=4.2.0&step=plan` },
    );
    const start = await screen.findByRole('button', { name: 'Start upgrade…' });
    expect(start).toHaveAttribute('aria-disabled', 'true');
    const blockers = screen.getByRole('region', {
      name: 'What stands in the way of a start',
    });
    expect(blockers).toHaveTextContent('w-1 has 4 GB');
    expect(blockers).toHaveTextContent('Remove old images.');
    expect(
      await screen.findByRole('button', {
        name: '4. Verification , blocks the start',
      }),
    ).toBeVisible();
    await userEvent.click(
      within(blockers).getByRole('button', { name: 'Go to the verification' }),
    );
    const open4 = await screen.findByRole('list', {
      name: 'What did not pass, worst first',
    });
    const finding = within(open4).getByText('Not met: Free space on nodes');
    expect(finding.closest('li')).toHaveFocus();
  });

  it('warns of a threshold that can never trigger', async () => {
    open({}, { route: `${ROUTE}?to=4.2.0&step=thresholds` });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change: shop/checkout' }),
    );
    const dialog = await screen.findByRole('dialog');
    const field = within(dialog).getByRole('textbox', {
      name: 'Failing instances allowed',
    });
    await userEvent.clear(field);
    await userEvent.type(field, '8{Tab}');
    const warning = 'This can never trigger: shop/checkout has 8 instances.';
    expect(within(dialog).getByText(warning)).toBeVisible();
    const save = within(dialog).getByRole('button', { name: 'Save' });
    expect(save).toBeDisabled();
    await userEvent.click(
      within(dialog).getByRole('checkbox', {
        name: 'It is meant never to act',
      }),
    );
    await userEvent.click(save);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText(warning)).toBeVisible();
  });

  it('shows what people configured only when it is asked for', async () => {
    const withValue = (from: string) => {
      const view = planView();
      const [first, ...rest] = view.plan.changes;
      const fields = [{ kind: 'env' as const, name: 'main: MODE', from }];
      return {
        ...view,
        plan: { ...view.plan, changes: [{ ...first, fields }, ...rest] },
      };
    };
    const getPlan = jest.fn(
      async (_: string, options?: { values?: 'withheld' | 'shown' }) =>
        withValue(options?.values === 'shown' ? 'fast' : '(not shown)'),
    );
    open(
      { createPlan: async () => withValue('(not shown)'), getPlan },
      { route: `${ROUTE}?to=4.2.0&step=plan` },
    );
    const show = await screen.findByRole('button', { name: 'Show values' });
    await userEvent.click(
      screen.getAllByRole('button', { name: /^Show the fields/ })[0],
    );
    expect(screen.getByText('(not shown)')).toBeInTheDocument();
    await userEvent.click(show);
    expect(await screen.findByText('fast')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show values' })).toBeNull();
    expect(getPlan).toHaveBeenLastCalledWith('p-1', { values: 'shown' });
  });

  it('makes a new plan when the choices changed, and keeps it otherwise', async () => {
    const createPlan = jest.fn(async () => planView());
    const getPlan = jest.fn(async () => planView());
    open({ createPlan, getPlan }, { route: `${ROUTE}?to=4.2.0&step=verify` });
    await screen.findByText('1 passed.');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await next();
    await screen.findByText('1 passed.');
    expect(createPlan).toHaveBeenCalledTimes(1);
    expect(getPlan).toHaveBeenCalledTimes(1);
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Change: shop/checkout',
      }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await next();
    await screen.findByText('1 passed.');
    expect(createPlan).toHaveBeenCalledTimes(2);
    expect(createPlan).toHaveBeenLastCalledWith(
      CLUSTER_REF,
      expect.objectContaining({
        thresholds: [
          expect.objectContaining({ applicationId: 'shop/checkout' }),
        ],
      }),
      expect.anything(),
    );
  });

  it('says why a viewer can not start', async () => {
    const reason = 'You need upgrade.start on prod-eu. Owner: operators.';
    open(
      {
        createPlan: async () =>
          planView({
            actions: {
              ...planView().actions,
              start: { available: false, reason: { code: 'x', text: reason } },
            },
          }),
      },
      { route: `${ROUTE}?to=4.2.0&step=plan` },
    );
    const start = await screen.findByRole('button', { name: 'Start upgrade…' });
    expect(start).toHaveAccessibleDescription(reason);
    expect(screen.getAllByText(reason)[0]).toBeInTheDocument();
  });
});
