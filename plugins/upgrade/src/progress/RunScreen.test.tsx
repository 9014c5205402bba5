import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openRun } from '../testFixtures/openRun';
import { runningScenario, startStep } from '../testFixtures/scenario';

const cancelled = () => {
  const scenario = runningScenario({ nodes: 3, done: 1 });
  scenario.log
    .add('cancel-begun', { steps: 0 })
    .add('finished', { outcome: 'stopped-mixed' });
  return scenario;
};

describe('RunScreen', () => {
  it.each([
    ['Skip to nodes', 'upgrade-board'],
    ['Skip to events', 'upgrade-events'],
  ])('%s moves the focus there', async (name, id) => {
    openRun(runningScenario({ nodes: 3, done: 1 }));
    await screen.findByRole('grid', { name: 'Nodes' });
    await userEvent.click(screen.getByRole('link', { name }));
    expect(document.activeElement).toBe(document.getElementById(id));
  });

  it('names who is needed before everything else, for those who read one column', async () => {
    openRun(runningScenario({ nodes: 3, done: 1 }));
    const needed = await screen.findByRole('region', {
      name: 'Needs somebody (0)',
    });
    const grid = await screen.findByRole('grid', { name: 'Nodes' });
    expect(needed.compareDocumentPosition(grid)).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  });

  it('takes one stop of the keyboard for the whole log, and names each link by its event', async () => {
    openRun(runningScenario({ nodes: 3, done: 1 }));
    const log = await screen.findByRole('log', { name: 'Events' });
    const link = await within(log).findByRole('link', {
      // Whoever hears it and whoever sees it know it by the same words.
      name: /12:00:16.* w-1 is done\.$/,
    });
    expect(link).toHaveAttribute('tabindex', '-1');
  });

  it('names what was begun and given up, with the version that the cluster shows', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    startStep(scenario.log, 'w-2/cordon');
    scenario.log
      .add('step-abandoned', { plan: 'upgrade', stepId: 'w-2/cordon' })
      .add('cancel-begun', { steps: 0 })
      .add('finished', { outcome: 'stopped-mixed' });
    openRun(scenario);
    const banner = await screen.findByRole('note');
    await waitFor(() =>
      expect(banner).toHaveTextContent(
        'Through, on 4.2.0: 1. Not begun, on 4.1.0: 1. Begun and given up: 1: w-2 (4.1.0).',
      ),
    );
  });

  it('counts nodes in the phase of the nodes', async () => {
    openRun(runningScenario({ nodes: 3, done: 1 }));
    expect(await screen.findByText('Nodes · 1 of 3 done')).toBeVisible();
  });

  it('says of a node that no upgrade comes to any more that it was not begun', async () => {
    const scenario = cancelled();
    openRun(scenario, {
      getUpgradePlanOutline: async (_, kind) => ({
        ...scenario.plan,
        kind,
        ...(kind === 'cleanup' && { steps: [] }),
      }),
    });
    const grid = await screen.findByRole('grid', { name: 'Nodes' });
    expect(
      within(grid).getByRole('gridcell', { name: /^w-3, not begun/ }),
    ).toBeInTheDocument();
    expect(screen.getByText(/^1 done · 2 not begun$/)).toBeVisible();
  });

  it('shows the way back as one: in the title, without a hundred percent, with its reason', async () => {
    const scenario = runningScenario({ nodes: 3, done: 1 });
    scenario.log
      .add(
        'control-requested',
        { action: 'rollback', reason: 'customers see errors' },
        'user:default/mia',
      )
      .add('rollback-begun', { automatic: false, steps: 1 })
      .add('restore-check-begun', {})
      .add('restore-checked', {
        proof: { comparedAtMs: 1, total: 3, restored: 3, differences: [] },
      })
      .add('finished', { outcome: 'rolled-back' });
    openRun(scenario, {
      getUpgradePlanOutline: async (_, kind) => ({
        ...scenario.plan,
        kind,
        ...(kind === 'rollback' && { steps: [] }),
      }),
    });
    expect(
      await screen.findByRole('heading', {
        name: /back from 4\.2\.0 to 4\.1\.0$/,
      }),
    ).toBeVisible();
    expect(await screen.findByText('0 of 0 steps back')).toBeVisible();
    expect(screen.queryByText(/\d %$/)).toBeNull();
    expect(screen.getByRole('note')).toHaveTextContent(
      'Rolled back because mia asked for it: customers see errors.',
    );
  });
});
