import { Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { clusterDetail } from '../../testFixtures/cluster';
import { STRATEGY } from '../../testFixtures/plan';
import { renderScreen } from '../../testFixtures/renderScreen';
import { StrategyStep } from './StrategyStep';

function show(detail: Partial<ReturnType<typeof clusterDetail>> = {}) {
  renderScreen(
    <StrategyStep
      detail={{ ...clusterDetail(), ...detail }}
      strategy={STRATEGY}
      onChange={jest.fn()}
    />,
    {},
  );
}

let chosen: Strategy;

function Wizard({ given }: { given: Partial<Strategy> }) {
  const [strategy, setStrategy] = useState({ ...STRATEGY, ...given });
  chosen = strategy;
  return (
    <StrategyStep
      detail={clusterDetail()}
      strategy={strategy}
      onChange={setStrategy}
    />
  );
}

/** As in the wizard: what is chosen comes back. */
const showChoice = (given: Partial<Strategy>) =>
  renderScreen(<Wizard given={given} />, {});

describe('StrategyStep', () => {
  it('offers the strategies, with what they mean for the cluster', () => {
    show();
    expect(screen.getAllByRole('radio')).toHaveLength(3);
    expect(screen.getByText('What this means for this cluster')).toBeVisible();
  });

  it("asks only for what counts where the platform's own operator decides", () => {
    show({ strategyParameters: ['finalSoakMs'] });
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
    const [field, ...others] = screen.getAllByRole('textbox');
    expect(field).toHaveAccessibleName('Watch at the end (seconds)');
    expect(others).toEqual([]);
    expect(screen.queryByText(/is asked for/)).not.toBeInTheDocument();
  });

  it('says in words that nothing is left, and no number without a meaning', () => {
    showChoice({ maxUnavailableNodes: 6, spareNodes: 0 });
    expect(
      screen.getByText(/All 6 nodes would be away at once/),
    ).toHaveTextContent(/everything that runs on them stops/);
    expect(screen.getByText(/^Every application would stop/)).toBeVisible();
    expect(document.body).not.toHaveTextContent(/Infinity|undefined|NaN/);
  });

  it('says that hybrid makes nothing smaller where everything is critical', () => {
    showChoice({ kind: 'hybrid', scaleDownPercent: 25 });
    expect(
      screen.getByText(/No application gets smaller: none that is marked/),
    ).toBeVisible();
  });

  it.each(['99', '0', '1.5', '-3', '', 'two'])(
    'refuses "%s" nodes at a time on six nodes, and says what holds',
    async written => {
      showChoice({});
      const field = screen.getByRole('textbox', { name: 'Nodes at a time' });
      await userEvent.clear(field);
      await userEvent.type(field, `${written}{Tab}`);
      expect(field).toHaveValue(written);
      expect(screen.getByRole('alert')).toHaveTextContent(
        /^Write a whole number from 1 to 6\. Until then 1 holds\./,
      );
      expect(chosen.maxUnavailableNodes).toBe(1);
    },
  );

  it('takes a number within the limits', async () => {
    showChoice({});
    const field = screen.getByRole('textbox', { name: 'Nodes at a time' });
    await userEvent.clear(field);
    await userEvent.type(field, '2');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(chosen.maxUnavailableNodes).toBe(2);
    await userEvent.click(screen.getByRole('radio', { name: /^Hybrid/ }));
    expect(field).toHaveValue('2');
  });
});
