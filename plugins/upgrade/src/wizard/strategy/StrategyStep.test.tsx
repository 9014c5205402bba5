import {
  ClusterDetail,
  Strategy,
} from '@cluster-upgrade/plugin-upgrade-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { clusterDetail } from '../../testFixtures/cluster';
import { STRATEGY } from '../../testFixtures/plan';
import { renderScreen } from '../../testFixtures/renderScreen';
import { StrategyStep } from './StrategyStep';

let chosen: Strategy;

function Wizard({
  given,
  detail,
}: {
  given: Partial<Strategy>;
  detail: Partial<ClusterDetail>;
}) {
  const [strategy, setStrategy] = useState({ ...STRATEGY, ...given });
  chosen = strategy;
  return (
    <StrategyStep
      detail={clusterDetail(detail)}
      strategy={strategy}
      onChange={setStrategy}
    />
  );
}

/** As in the wizard: what is chosen comes back. */
const show = (
  given: Partial<Strategy> = {},
  detail: Partial<ClusterDetail> = {},
) => renderScreen(<Wizard given={given} detail={detail} />, {});

describe('StrategyStep', () => {
  it('takes each strategy with the numbers that it has, and says what it means for the cluster', async () => {
    show();
    const effect = screen.getByRole('region', {
      name: 'What this means for this cluster',
    });
    expect(effect).toHaveTextContent(
      'Requests use 60 % of capacity. While 1 of 6 nodes is away, requests use 60 % of what is left.',
    );
    await userEvent.click(screen.getByRole('radio', { name: /^Scale-down/ }));
    expect(chosen).toEqual({
      ...STRATEGY,
      kind: 'scale-down',
      spareNodes: 0,
      scaleDownPercent: 25,
    });
    expect(
      screen.queryByRole('textbox', { name: 'Temporary nodes' }),
    ).toBeNull();
    expect(
      within(effect).getByRole('row', { name: /^shop\/checkout/ }),
    ).toHaveTextContent(/critical\s*8\s*6/);
    await userEvent.click(
      screen.getByRole('radio', { name: /^Capacity-first/ }),
    );
    expect(chosen).toEqual({ ...STRATEGY, spareNodes: 1, scaleDownPercent: 0 });
    expect(within(effect).queryByRole('row')).toBeNull();
  });

  it("asks only for what counts where the platform's own operator decides", async () => {
    show({}, { strategyParameters: ['finalSoakMs'] });
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
    const [field, ...others] = screen.getAllByRole('textbox');
    expect(field).toHaveAccessibleName('Watch at the end (seconds)');
    expect(others).toEqual([]);
    await userEvent.clear(field);
    await userEvent.type(field, '90');
    expect(chosen).toEqual({ ...STRATEGY, finalSoakMs: 90_000 });
  });

  it('says in words that nothing is left, and no number without a meaning', () => {
    show({ maxUnavailableNodes: 6, spareNodes: 0 });
    expect(
      screen.getByText(/All 6 nodes would be away at once/),
    ).toHaveTextContent(/everything that runs on them stops/);
    expect(screen.getByText(/^Every application would stop/)).toBeVisible();
    expect(document.body).not.toHaveTextContent(/Infinity|undefined|NaN/);
  });

  it('says that hybrid makes nothing smaller where everything is critical', () => {
    show({ kind: 'hybrid', scaleDownPercent: 25 });
    expect(
      screen.getByText(/No application gets smaller: none that is marked/),
    ).toBeVisible();
  });

  it.each(['99', '0', '1.5', '-3', '', 'two'])(
    'refuses "%s" nodes at a time on six nodes, and says what holds',
    async written => {
      show({});
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
    show({});
    const field = screen.getByRole('textbox', { name: 'Nodes at a time' });
    await userEvent.clear(field);
    await userEvent.type(field, '2');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(chosen.maxUnavailableNodes).toBe(2);
    await userEvent.click(screen.getByRole('radio', { name: /^Hybrid/ }));
    expect(field).toHaveValue('2');
  });
});
