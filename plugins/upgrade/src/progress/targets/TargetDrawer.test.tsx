import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ActionAvailability,
  availableActions,
  UpgradeApi,
} from '@cluster-upgrade/plugin-upgrade-common';
import { targetViews } from '../model/targetViews';
import {
  failStep,
  finishStep,
  runningScenario,
  Scenario,
  startStep,
} from '../../testFixtures/scenario';
import { renderScreen } from '../../testFixtures/renderScreen';
import { TargetDrawer } from './TargetDrawer';

const REASON = 'Its disk is broken for good';

/** Opens `w-2` of an upgrade as it is in its log. */
function open(
  { plan, log }: Scenario,
  answers: Partial<UpgradeApi> = {},
  skip?: ActionAvailability,
) {
  const { state } = log;
  const plans = { upgrade: plan };
  const targets = targetViews(plans, state, 0);
  const byAction = availableActions(state);
  renderScreen(
    <TargetDrawer
      target={targets.find(({ name }) => name === 'w-2')}
      context={{
        state,
        plan,
        plans,
        targets,
        cluster: { name: 'prod-eu', title: 'prod-eu' },
        calledMs: 0,
      }}
      actions={{ byAction: { ...byAction, ...(skip && { skip }) } }}
      onClose={() => {}}
    />,
    answers,
  );
  return screen.findByRole('dialog', { name: 'Steps of w-2' });
}

async function openDialog(drawer: HTMLElement): Promise<HTMLElement> {
  await userEvent.click(
    within(drawer).getByRole('button', { name: 'Skip this node' }),
  );
  return screen.findByRole('dialog', { name: 'Skip this node' });
}

const giveReason = (dialog: HTMLElement) =>
  userEvent.type(
    within(dialog).getByRole('textbox', { name: /Reason/ }),
    REASON,
  );

function borrowing(): Scenario {
  const scenario = runningScenario({ nodes: 3, done: 1 });
  scenario.plan.steps.find(({ id }) => id === 'w-2/cordon')!.undo = [
    {
      id: 'w-2/give-back',
      phaseId: 'nodes',
      title: 'Let pods onto w-2 again',
      kind: 'test',
      input: {},
      limitMs: 1,
      disruption: { level: 'none', text: 'none' },
      when: 'always',
    },
  ];
  return scenario;
}

describe('TargetDrawer', () => {
  it('says what going round a failed node comes to, and asks for it with a reason', async () => {
    const scenario = borrowing();
    finishStep(scenario.log, 'w-2/cordon');
    failStep(scenario.log, 'w-2/drain');
    const skipLane = jest.fn(async () => ({ upgradeId: 'u-1', seq: 99 }));
    const dialog = await openDialog(await open(scenario, { skipLane }));
    expect(dialog).toHaveTextContent(
      /It stays on the version that it runs.*given back:.*Let pods onto w-2 again.*“Stopped, mixed versions”/,
    );
    const verb = within(dialog).getByRole('button', { name: 'Skip w-2' });
    expect(verb).toBeDisabled();
    await giveReason(dialog);
    await userEvent.click(verb);
    await waitFor(() =>
      expect(screen.queryByRole('dialog', { name: 'Skip this node' })).toBe(
        null,
      ),
    );
    expect(skipLane).toHaveBeenCalledWith('u-1', {
      laneId: 'node/w-2',
      reason: REASON,
      expectedSeq: scenario.log.state.seq,
    });
  });

  it.each<[string, (scenario: Scenario) => void]>([
    ['is to come', () => {}],
    ['is worked on', ({ log }) => startStep(log, 'w-2/cordon')],
  ])('offers to skip a node that %s', async (_, prepare) => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    prepare(scenario);
    const dialog = await openDialog(await open(scenario));
    expect(dialog).toHaveTextContent('Nothing was borrowed for it');
  });

  it('does not offer it for a node that is done', async () => {
    const done = await open(runningScenario({ nodes: 3, done: 2 }));
    expect(within(done).queryByRole('button', { name: /Skip/ })).toBeNull();
  });

  it('says of a skipped node who decided it and why', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log.add('lane-skipped', {
      plan: 'upgrade',
      laneId: 'node/w-2',
      reason: REASON,
      by: 'user:default/mia',
    });
    scenario.plan.steps
      .filter(({ lane }) => lane?.id === 'node/w-2')
      .forEach(({ id }) =>
        scenario.log.add('step-abandoned', { plan: 'upgrade', stepId: id }),
      );
    const drawer = await open(scenario);
    expect(drawer).toHaveTextContent('Stateskipped');
    expect(drawer).toHaveTextContent(`by mia: ${REASON}`);
    expect(within(drawer).queryByRole('button', { name: /Skip/ })).toBeNull();
  });

  it('says why it can not be done by who may not', async () => {
    const denied = 'You need upgrade.skip on prod-eu.';
    const drawer = await open(
      runningScenario({ nodes: 3, done: 1 }),
      {},
      {
        available: false,
        reason: { code: 'permission-missing', text: denied },
      },
    );
    const button = within(drawer).getByRole('button', {
      name: 'Skip this node',
    });
    expect(button).toHaveAccessibleDescription(denied);
    expect(drawer).toHaveTextContent(`Skip this node: ${denied}`);
    await userEvent.click(button);
    expect(screen.getAllByRole('dialog')).toEqual([drawer]);
  });

  it('keeps the dialog open with the reason when the server refuses', async () => {
    const dialog = await openDialog(
      await open(runningScenario({ nodes: 3, done: 1 }), {
        skipLane: async () => {
          throw Object.assign(new Error('wrapped'), {
            cause: { message: 'Somebody rolled it back 4 s ago' },
          });
        },
      }),
    );
    await giveReason(dialog);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Skip w-2' }),
    );
    expect(
      await within(dialog).findByText('Somebody rolled it back 4 s ago'),
    ).toBeVisible();
  });
});
