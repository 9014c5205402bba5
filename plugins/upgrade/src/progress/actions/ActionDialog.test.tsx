import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deliverEvents, openRun } from '../../testFixtures/openRun';
import { runningScenario, Scenario } from '../../testFixtures/scenario';

function scenarioWithUndo(): Scenario {
  const scenario = runningScenario({ nodes: 3, done: 1 });
  const [first] = scenario.plan.steps;
  first.undo = [
    {
      ...first,
      id: 'undo-orchestrator',
      title: 'Put the orchestrator back to 4.1.0',
      when: 'rollback',
    },
  ];
  return scenario;
}

async function openDialog(name: string) {
  await userEvent.click(await screen.findByRole('button', { name }));
  return screen.findByRole('dialog', { name });
}

describe('ActionDialog', () => {
  it('says which steps a rollback runs', async () => {
    openRun(scenarioWithUndo());
    expect(await openDialog('Roll back')).toHaveTextContent(
      'then these steps are run:• Put the orchestrator back to 4.1.0',
    );
  });

  it('keeps what it showed, and says who came first, when somebody else rolls back', async () => {
    const scenario = scenarioWithUndo();
    const api = openRun(scenario, {
      getUpgradePlanOutline: async (_, kind) => ({
        ...scenario.plan,
        kind,
        ...(kind === 'rollback' && { steps: [] }),
      }),
    });
    const dialog = await openDialog('Roll back');
    scenario.log
      .add('control-requested', { action: 'rollback' }, 'user:default/olga')
      .add('rollback-begun', { automatic: false, steps: 1 });
    await deliverEvents(api);
    const note = await within(dialog).findByRole('alert');
    expect(note).toHaveTextContent('This can’t be done now');
    expect(note).toHaveTextContent(/olga has it rolled back\. .*rolled back/);
    expect(dialog).not.toHaveTextContent('This was not accepted');
    expect(dialog).toHaveTextContent('Put the orchestrator back to 4.1.0');
    expect(dialog).not.toHaveTextContent('Nothing was begun');
  });

  it('says what a threshold that is switched off does not do', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log.add('health-changed', {
      health: {
        applicationId: 'shop/checkout',
        verdict: 'good',
        desired: 1,
        ready: 1,
        failing: [],
        knownBeforeStart: [],
        allowedInstances: 0,
        rule: { code: 'rule', text: 'None may fail.' },
        judgedAtMs: 1,
      },
    });
    openRun(scenario);
    expect(await openDialog('Switch off a threshold')).toHaveTextContent(
      /neither pauses the upgrade nor rolls it back.*no step waits for this application/,
    );
  });
});
