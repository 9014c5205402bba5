import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SET_ASIDE_CODE } from '@cluster-upgrade/plugin-upgrade-common';
import { clusterDetail, inventoryOf } from '../testFixtures/cluster';
import { deliverEvents, openRun as open } from '../testFixtures/openRun';
import {
  failStep,
  finishStep,
  runningScenario,
  startStep,
  waitStep,
} from '../testFixtures/scenario';

describe('ProgressPage', () => {
  it('says what matters in one sentence, how far it is, and who is needed', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    startStep(scenario.log, 'w-2/cordon');
    waitStep(scenario.log, 'w-2/cordon', {
      sinceMs: Date.now() - 245_000,
      untilMs: Date.now() + 600_500,
    });
    open(scenario);
    expect(await screen.findByTestId('upgrade-sentence')).toHaveTextContent(
      /^budget checkout needs 3 ready.* Can unblock: team-pay\. In \d+ min.* the step fails\.$/,
    );
    expect(
      screen.getByRole('heading', { name: /^prod-eu.* 4\.1\.0 → 4\.2\.0$/ }),
    ).toBeVisible();
    expect(screen.getByText('35 %')).toBeVisible();
    expect(screen.getByText('6 of 17 steps')).toBeVisible();
    expect(screen.getByText('Waiting for somebody')).toBeVisible();
    const needed = screen.getByRole('region', { name: 'Needs somebody (1)' });
    expect(needed).toHaveTextContent('budget checkout needs 3 ready');
    expect(needed).toHaveTextContent("the application's owner: team-pay");
    expect(needed).toHaveTextContent(/4 min \d+ s so far\. In \d+ min/);
    expect(screen.getByTestId('freshness')).toHaveTextContent('Live');
  });

  it("tells moments in the reader's own time, also those that sentences name", async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log.add('pause-begun', {}).add('paused', {});
    open(scenario);
    const sentence = await screen.findByTestId('upgrade-sentence');
    expect(sentence).toHaveTextContent(
      /^Paused by .* since .*\d+:\d\d:\d\d [AP]M\. Versions may be mixed/,
    );
    expect(sentence).not.toHaveTextContent('UTC');
  });

  it('names the owner of an application from the catalog', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    const inventory = inventoryOf(3);
    const application = {
      ...inventory.applications[0],
      id: 'payments/checkout',
      ownerRef: 'group:default/payments-squad',
    };
    waitStep(scenario.log, 'w-2/cordon', {
      sinceMs: Date.now() - 60_000,
      unblocks: { kind: 'application-owner', ref: application.id },
    });
    open(scenario, {
      getCluster: async () =>
        clusterDetail({
          inventory: { ...inventory, applications: [application] },
        }),
    });
    const needed = await screen.findByRole('region', {
      name: 'Needs somebody (1)',
    });
    await waitFor(() => expect(needed).toHaveTextContent('payments-squad'));
  });

  it('calls nobody for a wait that has just begun', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    waitStep(scenario.log, 'w-2/cordon', {
      sinceMs: Date.now(),
      untilMs: Date.now() + 900_000,
    });
    open(scenario);
    expect(await screen.findByTestId('upgrade-sentence')).toHaveTextContent(
      'Now: cordon w-2.',
    );
    const needed = screen.getByRole('region', { name: 'Needs somebody (0)' });
    expect(needed).toHaveTextContent('Nobody has to do anything now.');
    const grid = await screen.findByRole('grid', { name: 'Nodes' });
    expect(
      within(grid).getByRole('gridcell', { name: /^w-2, working/ }),
    ).toBeInTheDocument();
  });

  it('inspects the cluster for its pools only once the nodes are drawn', async () => {
    const getCluster = jest.fn(async () =>
      clusterDetail({ inventory: inventoryOf(3) }),
    );
    let answer = () => {};
    open(runningScenario({ nodes: 3, done: 1 }), { getCluster }, api => {
      const { getUpgradePlanOutline } = api;
      api.getUpgradePlanOutline = async (...args) => {
        await new Promise<void>(resolve => {
          answer = resolve;
        });
        return getUpgradePlanOutline(...args);
      };
    });
    await screen.findByTestId('upgrade-sentence');
    expect(getCluster).not.toHaveBeenCalled();
    await act(async () => answer());
    await screen.findByRole('grid', { name: 'Nodes' });
    await waitFor(() => expect(getCluster).toHaveBeenCalledTimes(1));
  });

  it('shows what happens while it happens', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    const api = open(scenario);
    const grid = await screen.findByRole('grid', { name: 'Nodes' });
    expect(
      within(grid).getByRole('gridcell', {
        name: 'w-2, to come, 0 of 5 steps',
      }),
    ).toBeInTheDocument();
    startStep(scenario.log, 'w-2/cordon');
    await deliverEvents(api);
    expect(
      await within(grid).findByRole('gridcell', {
        name: 'w-2, working, cordon w-2, 0 of 5 steps',
      }),
    ).toBeInTheDocument();
    expect(document.title).toBe('35 % prod-eu to 4.2.0');
  });

  it('keeps what it shows and says since when, while the backend is away', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    const api = open(scenario);
    await screen.findByTestId('upgrade-sentence');
    api.outage = new TypeError('Failed to fetch');
    await deliverEvents(api);
    await waitFor(() =>
      expect(screen.getByTestId('freshness')).toHaveTextContent('Delayed'),
    );
    expect(screen.getByTestId('upgrade-sentence')).toBeVisible();
    api.outage = undefined;
    finishStep(scenario.log, 'w-2/cordon');
    await waitFor(() =>
      expect(screen.getByTestId('freshness')).toHaveTextContent('Live'),
    );
  });

  it('opens a node with its steps, and closes it by keyboard', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    failStep(scenario.log, 'w-2/cordon');
    open(scenario);
    const grid = await screen.findByRole('grid', { name: 'Nodes' });
    act(() => within(grid).getAllByRole('gridcell')[0].focus());
    await userEvent.keyboard('f{Enter}');
    const drawer = await screen.findByRole('dialog', { name: 'Steps of w-2' });
    expect(drawer).toHaveTextContent('The agent restarts again and again.');
    expect(drawer).toHaveTextContent('What to do: Look at its log.');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says in text why an action can not be used, for the state and for missing rights', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    const denied = 'You need upgrade.rollback on prod-eu. Owner: operators.';
    open(scenario, {}, api => {
      api.denied = {
        rollback: {
          available: false,
          reason: { code: 'denied', text: denied },
        },
      };
    });
    const bar = await screen.findByRole('region', { name: 'Actions' });
    const rollback = within(bar).getByRole('button', { name: 'Roll back' });
    expect(rollback).toHaveAttribute('aria-disabled', 'true');
    expect(rollback).toHaveAccessibleDescription(denied);
    const reasons = screen.getByRole('list', { name: 'Not possible now' });
    expect(reasons).toHaveTextContent(`Roll back: ${denied}`);
    expect(within(bar).queryByRole('button', { name: 'Retry' })).toBeNull();
    await userEvent.click(rollback);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('tells who may do nothing so in one line, with the owner to ask', async () => {
    const denial = (action: string) => ({
      available: false as const,
      reason: {
        code: 'permission-missing',
        text: `You need the permission upgrade.${action}`,
      },
    });
    open(
      runningScenario({ nodes: 3, done: 1 }),
      {
        getCluster: async () => {
          const detail = clusterDetail({ inventory: inventoryOf(3) });
          return {
            ...detail,
            overview: {
              ...detail.overview,
              ownerRef: 'group:default/platform-operators',
            },
          };
        },
      },
      api => {
        api.denied = Object.fromEntries(
          ['pause', 'cancel', 'rollback', 'retry', 'silence', 'note'].map(
            action => [action, denial(action)],
          ),
        );
      },
    );
    const reasons = await screen.findByRole('list', {
      name: 'Not possible now',
    });
    await waitFor(() =>
      expect(reasons).toHaveTextContent(
        /^You can watch this upgrade.* Ask platform-operators$/,
      ),
    );
    expect(within(reasons).getAllByRole('listitem')).toHaveLength(1);
  });

  it('stands still and does nothing while it is frozen', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    const api = open(scenario);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Freeze the page' }),
    );
    expect(screen.getByTestId('freshness')).toHaveTextContent(/^Frozen since/);
    const rollback = screen.getByRole('button', { name: 'Roll back' });
    expect(rollback).toHaveAttribute('aria-disabled', 'true');
    expect(rollback).toHaveAccessibleDescription(/^The page is frozen/);
    startStep(scenario.log, 'w-2/cordon');
    await deliverEvents(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show 1 update since' }),
    );
    expect(
      await screen.findByRole('gridcell', { name: /^w-2, working/ }),
    ).toBeInTheDocument();
    expect(rollback).not.toHaveAttribute('aria-disabled', 'true');
  });

  it('says for good why it rolled back, and keeps what was done before on the page', async () => {
    const scenario = runningScenario({ nodes: 3, done: 2 });
    scenario.log
      .add('rollback-begun', {
        automatic: true,
        steps: 1,
        cause: {
          kind: 'measured',
          cause: {
            code: 'threshold-exceeded',
            params: { application: 'shop/shop' },
            text: 'shop/shop had 1 crash-looping instance, 0 allowed',
          },
          remedy: 'Look at its log.',
        },
      })
      .add('restore-check-begun', {})
      .add('restore-checked', {
        proof: { comparedAtMs: 1, total: 3, restored: 3, differences: [] },
      })
      .add('finished', { outcome: 'rolled-back' });
    open(scenario, {
      getUpgradePlanOutline: async (_, kind) => ({
        ...scenario.plan,
        kind,
        ...(kind === 'rollback' && { steps: [] }),
      }),
    });
    const banner = await screen.findByRole('note');
    expect(banner).toHaveTextContent(
      'Rolled back because shop/shop had 1 crash-looping instance, 0 allowed.',
    );
    expect(
      within(banner).getByRole('link', { name: 'Read the report' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('tab', { name: 'Nodes (3)' }),
    ).toBeInTheDocument();
    const back = screen.getByRole('region', { name: 'The way back, now' });
    expect(back).toHaveTextContent('3 of 3 objects proven restored');
    expect(document.title).toBe(
      'Rolled back, restored: prod-eu, 4.1.0 to 4.2.0',
    );
    await userEvent.click(screen.getByRole('tab', { name: 'Phases' }));
    expect(screen.getByRole('table', { name: 'Phases' })).toHaveTextContent(
      'Control plane',
    );
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
  });

  it('draws containers that an operator works on, by their kinds', async () => {
    const scenario = runningScenario({ nodes: 0, done: 0 });
    scenario.plan.targets = [
      { id: 'd/d-1', name: 'd-1', kind: 'drive container' },
      { id: 'c/c-1', name: 'c-1', kind: 'compute container' },
    ];
    startStep(scenario.log, 'final-soak');
    scenario.log.add('step-progress', {
      plan: 'upgrade',
      stepId: 'final-soak',
      targets: {
        'd/d-1': {
          status: 'working',
          note: { code: 'n', text: 'its pod starts' },
        },
      },
    });
    open(scenario);
    expect(
      await screen.findByRole('tab', { name: 'Containers (2)' }),
    ).toBeInTheDocument();
    const grid = screen.getByRole('grid', { name: 'Containers' });
    expect(
      within(grid).getByRole('gridcell', {
        name: /^d-1, working, its pod starts/,
      }),
    ).toBeInTheDocument();
    expect(grid).toHaveTextContent('compute container (1)');
  });

  it('previews a rollback and sends it only with a reason and the name of the cluster', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.plan.steps[0].undo = [
      {
        id: 'undo-orchestrator',
        phaseId: 'nodes',
        title: 'Put the orchestrator back to 4.1.0',
        kind: 'test',
        input: {},
        limitMs: 1,
        disruption: { level: 'brief', text: 'brief' },
        when: 'rollback',
      },
    ];
    const rollBackUpgrade = jest.fn(async () => ({
      upgradeId: 'u-1',
      seq: 99,
    }));
    open(scenario, { rollBackUpgrade });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Roll back' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Roll back' });
    expect(dialog).toHaveTextContent('Put the orchestrator back to 4.1.0');
    const verb = within(dialog).getByRole('button', {
      name: 'Roll back prod-eu',
    });
    expect(verb).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Customers see errors at checkout',
    );
    expect(verb).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Type prod-eu/ }),
      'prod-eu',
    );
    await userEvent.click(verb);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(rollBackUpgrade).toHaveBeenCalledWith('u-1', {
      reason: 'Customers see errors at checkout',
      expectedSeq: scenario.log.state.seq,
    });
  });

  it('ends with what can not be given back, for a reason', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log.add('cancel-begun', { steps: 1 });
    failStep(scenario.log, 'orchestrator', 'cleanup');
    scenario.log.add('needs-attention', {
      failure: scenario.log.state.steps.cleanup.orchestrator.failure!,
    });
    const endUpgrade = jest.fn(async () => ({ upgradeId: 'u-1', seq: 99 }));
    open(scenario, { endUpgrade });
    await userEvent.click(
      await screen.findByRole('button', { name: 'End with leftovers' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      scenario.plan.steps.find(({ id }) => id === 'orchestrator')!.title,
    );
    const verb = within(dialog).getByRole('button', {
      name: 'Leave it at that on prod-eu',
    });
    expect(verb).toBeDisabled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'The node is gone for good',
    );
    await userEvent.click(verb);
    await waitFor(() =>
      expect(endUpgrade).toHaveBeenCalledWith('u-1', {
        reason: 'The node is gone for good',
        expectedSeq: scenario.log.state.seq,
      }),
    );
  });

  it('still shows how far each node came, after a cancel', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log
      .add('cancel-begun', { steps: 0 })
      .add('finished', { outcome: 'stopped-mixed' });
    open(scenario, {
      getUpgradePlanOutline: async (_, kind) => ({
        ...scenario.plan,
        kind,
        ...(kind === 'cleanup' && { steps: [] }),
      }),
    });
    const grid = await screen.findByRole('grid', { name: 'Nodes' });
    expect(
      within(grid).getByRole('gridcell', { name: /^w-1, done/ }),
    ).toBeInTheDocument();
    expect(screen.getByText('6 of 17 steps')).toBeVisible();
  });

  it('keeps a dialog open with the reason when the server refuses', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    open(scenario, {
      pauseUpgrade: async () => {
        throw Object.assign(new Error('wrapped'), {
          cause: { message: 'Someone paused this 4 s ago' },
        });
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Pause prod-eu' }),
    );
    expect(
      await screen.findByText('Someone paused this 4 s ago'),
    ).toBeVisible();
    expect(screen.getByRole('dialog')).toBeVisible();
  });

  it('draws applications against their thresholds, and the same as a table', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log.add('health-changed', {
      health: {
        applicationId: 'shop/checkout',
        verdict: 'watch',
        desired: 8,
        ready: 7,
        failing: [
          { pod: 'checkout-1', reason: 'crash-loop', detail: '', sinceMs: 1 },
        ],
        knownBeforeStart: ['checkout-7'],
        allowedInstances: 2,
        rule: { code: 'rule', text: 'Roll back above 2 failing instances.' },
        judgedAtMs: Date.now(),
      },
    });
    open(scenario);
    const panel = await screen.findByRole('region', {
      name: 'Health against thresholds',
    });
    expect(
      within(panel).getByRole('img', {
        name: /shop\/checkout: Watch\. 1 instances fail now, 2 are allowed/,
      }),
    ).toBeInTheDocument();
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Show as a table' }),
    );
    const row = within(panel).getByRole('row', { name: /shop\/checkout/ });
    expect(row).toHaveTextContent('7 of 8');
    expect(row).toHaveTextContent('Roll back above 2 failing instances.');
  });

  it('tells listeners at once that a decision is needed', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    const api = open(scenario);
    await screen.findByTestId('upgrade-sentence');
    failStep(scenario.log, 'w-2/cordon');
    scenario.log.add('needs-attention', {
      failure: {
        kind: 'measured',
        cause: { code: 'x', text: 'The agent crashes.' },
        remedy: 'Look.',
      },
    });
    await deliverEvents(api);
    await waitFor(() =>
      expect(
        screen
          .getAllByRole('alert')
          .some(alert => alert.textContent === 'A decision is needed.'),
      ).toBe(true),
    );
    expect(document.title).toBe('35 % ◆ prod-eu to 4.2.0');
  });

  it('asks to take up again what was set aside, and says what to do before', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    startStep(scenario.log, 'w-2/cordon');
    scenario.log.add('needs-attention', {
      failure: {
        kind: 'error',
        cause: { code: SET_ASIDE_CODE, text: 'Set aside: workers ended.' },
        remedy: 'Look in the logs of the backends.',
      },
    });
    const retryUpgrade = jest.fn(async () => ({ upgradeId: 'u-1', seq: 99 }));
    open(scenario, { retryUpgrade });
    const needed = await screen.findByRole('region', {
      name: 'Needs somebody (1)',
    });
    expect(needed).toHaveTextContent(
      /Set aside: workers ended\..*Look in the logs of the backends\..*taken up again once the cause is mended/,
    );
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Take up again' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Take up again' });
    expect(dialog).toHaveTextContent('steps that were under way begin again');
    expect(dialog).not.toHaveTextContent('These steps are tried again');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Take prod-eu up again' }),
    );
    await waitFor(() =>
      expect(retryUpgrade).toHaveBeenCalledWith('u-1', {
        reason: undefined,
        expectedSeq: scenario.log.state.seq,
      }),
    );
  });

  it('names the denial instead of an empty page', async () => {
    open(runningScenario({ nodes: 1, done: 0 }), {}, api => {
      api.outage = Object.assign(new Error('x'), {
        statusCode: 403,
        cause: { message: 'You need upgrade.read for upgrade u-1.' },
      });
    });
    expect(await screen.findByText("You can't see this upgrade")).toBeVisible();
    expect(screen.getByText(/You need upgrade.read/)).toBeVisible();
  });
});

describe.each([3, 60, 600, 3000])('with %d nodes', nodes => {
  it('stays readable and small', async () => {
    const scenario = runningScenario({ nodes, done: Math.floor(nodes / 3) });
    open(scenario);
    await screen.findByTestId('upgrade-sentence', undefined, {
      timeout: 10_000,
    });
    const elements = document.querySelectorAll('*').length;
    expect(elements).toBeLessThan(3000);
    expect(
      screen.getByRole('tab', { name: `Nodes (${nodes})` }),
    ).toBeInTheDocument();
  });
});
