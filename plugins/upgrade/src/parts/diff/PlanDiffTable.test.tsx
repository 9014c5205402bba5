import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PlanChange } from '@cluster-upgrade/plugin-upgrade-common';
import { renderScreen } from '../../testFixtures/renderScreen';
import { PlanDiffTable } from './PlanDiffTable';

function change(name: string, given: Partial<PlanChange> = {}): PlanChange {
  return {
    action: 'update',
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'omni',
      name,
    },
    fields: [
      { kind: 'image', name: 'main', from: 'omni:4.1.0', to: 'omni:4.2.0' },
    ],
    reversibility: 'revert',
    disruption: { level: 'none', text: 'None' },
    ...given,
  };
}

const MANY = [
  change('director'),
  change('orchestrator', {
    disruption: { level: 'brief', text: '10 s per instance' },
  }),
  change('registry', { action: 'create' }),
  change('schema', { reversibility: 'forward-only' }),
  change('forge', { action: 'delete' }),
  change('agent', { action: 'unchanged', fields: [] }),
];

const names = () =>
  screen.getAllByRole('rowheader').map(name => name.textContent);

describe('PlanDiffTable', () => {
  it('says how many objects change and how', () => {
    renderScreen(<PlanDiffTable changes={MANY} />, {});
    expect(
      screen.getByText('5 objects change: 1 created, 3 updated, 1 deleted'),
    ).toBeVisible();
    const row = screen.getByRole('row', { name: /omni\/schema/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['~ Update', '1 image', 'None', 'no']);
  });

  it('opens what changes in an object, before and after', async () => {
    renderScreen(<PlanDiffTable changes={[change('director')]} />, {});
    expect(screen.queryByText('omni:4.2.0')).toBeNull();
    const opener = screen.getByRole('button', {
      name: 'Show the fields of Deployment omni/director',
    });
    await userEvent.click(opener);
    expect(opener).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('deletion')).toHaveTextContent('was omni:4.1.0');
    expect(screen.getByRole('insertion')).toHaveTextContent(
      'becomes omni:4.2.0',
    );
    await userEvent.click(opener);
    expect(screen.queryByText('omni:4.2.0')).toBeNull();
  });

  it('is narrowed by name and by what matters, and says when nothing is left', async () => {
    renderScreen(<PlanDiffTable changes={MANY} />, {});
    expect(names()).toHaveLength(5);
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Only what can not be taken back' }),
    );
    expect(names()).toEqual([expect.stringMatching(/schema/)]);
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Only what can not be taken back' }),
    );
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Only what disrupts' }),
    );
    expect(names()).toEqual([expect.stringMatching(/orchestrator/)]);
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Find an object' }),
      'registry',
    );
    expect(screen.getByText('No change matches.')).toBeVisible();
  });

  it('draws the first of many, the rest on demand', async () => {
    const changes = Array.from({ length: 61 }, (_, i) => change(`node-${i}`));
    renderScreen(<PlanDiffTable changes={changes} />, {});
    expect(names()).toHaveLength(60);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 61' }));
    expect(names()).toHaveLength(61);
  });

  it('says so where nothing would change', () => {
    renderScreen(
      <PlanDiffTable changes={[change('agent', { action: 'unchanged' })]} />,
      {},
    );
    expect(screen.getByText('Nothing would change.')).toBeVisible();
  });
});
