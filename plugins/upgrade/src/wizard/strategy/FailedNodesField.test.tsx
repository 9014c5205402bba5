import { Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { STRATEGY } from '../../testFixtures/plan';
import { renderScreen } from '../../testFixtures/renderScreen';
import { FailedNodesField } from './FailedNodesField';

let chosen: Strategy;

function Wizard() {
  const [strategy, setStrategy] = useState<Strategy>(STRATEGY);
  chosen = strategy;
  return <FailedNodesField strategy={strategy} onChange={setStrategy} />;
}

async function write(text: string): Promise<HTMLElement> {
  renderScreen(<Wizard />, {});
  const field = screen.getByRole('textbox', {
    name: 'Failed nodes to go round',
  });
  await userEvent.clear(field);
  await userEvent.type(field, text);
  return field;
}

describe('FailedNodesField', () => {
  it('is at none unless told', () => {
    renderScreen(<Wizard />, {});
    expect(screen.getByRole('textbox')).toHaveValue('0');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it.each([
    ['3', 3],
    ['10%', '10%'],
  ])('takes %s', async (text, limit) => {
    await write(text);
    expect(chosen.maxFailedNodes).toBe(limit);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says what holds as long as nothing that counts is written', async () => {
    const field = await write('2 or so');
    expect(field).toHaveAttribute('aria-invalid', 'true');
    expect(screen.getByRole('alert')).toHaveTextContent('Until then 2 holds.');
    expect(chosen.maxFailedNodes).toBe(2);
  });
});
