import { screen } from '@testing-library/react';
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
});
