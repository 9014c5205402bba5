import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deliverEvents, openRun } from '../../testFixtures/openRun';
import { runningScenario } from '../../testFixtures/scenario';

const CHECKOUT = 'shop/checkout';

function scenarioWithThresholdOff(untilMs: number) {
  const scenario = runningScenario({ nodes: 3, done: 1 });
  scenario.log.add(
    'silenced',
    { applicationId: CHECKOUT, reason: 'known to flap today', untilMs },
    'user:default/mia',
  );
  return scenario;
}

describe('ThresholdOffBanner', () => {
  it('says whose threshold is off, by whom and why, and switches it on again', async () => {
    const silenceThreshold = jest.fn(async () => ({
      upgradeId: 'u-1',
      seq: 99,
    }));
    const scenario = scenarioWithThresholdOff(Date.now() + 900_000);
    const api = openRun(scenario, { silenceThreshold });
    const banner = await screen.findByRole('note');
    expect(banner).toHaveTextContent(
      /The threshold of shop\/checkout is off until .*: mia switched it off\. known to flap today/,
    );
    await userEvent.click(
      within(banner).getByRole('button', {
        name: 'Switch the threshold of shop/checkout on again',
      }),
    );
    expect(silenceThreshold).toHaveBeenCalledWith(
      'u-1',
      expect.objectContaining({ applicationId: CHECKOUT, forMs: 0 }),
    );
    const { atMs } = scenario.log.events.at(-1)!;
    scenario.log.add('silenced', {
      applicationId: CHECKOUT,
      reason: 'It acts again before its time was up',
      untilMs: atMs,
    });
    await deliverEvents(api);
    await waitFor(() => expect(screen.queryByRole('note')).toBeNull());
  });

  it('says nothing once the time is over', async () => {
    openRun(scenarioWithThresholdOff(Date.now() - 60_000));
    await screen.findByTestId('upgrade-sentence');
    expect(screen.queryByRole('note')).toBeNull();
  });
});
