import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Threshold } from '@cluster-upgrade/plugin-upgrade-common';
import { renderScreen } from '../testFixtures/renderScreen';
import { COMPONENT_REF, rule, thresholdView } from '../testFixtures/threshold';
import { ThresholdCard } from './ThresholdCard';

const card = (
  <EntityProvider
    entity={{
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'checkout' },
    }}
  >
    <ThresholdCard />
  </EntityProvider>
);

describe('ThresholdCard', () => {
  it('says the rule in force, where it comes from, what it overrules, and how much is used', async () => {
    renderScreen(card, { getThreshold: async () => thresholdView() });
    expect(
      await screen.findByText(
        'Roll back when more than 2 instances fail for 30 s.',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('Comes from: annotation of the component'),
    ).toBeVisible();
    expect(screen.getByText(/^Overruled:.*1 instance fails/)).toBeVisible();
    expect(screen.getByText('7 of 8 ready, 1 failing')).toBeVisible();
    expect(screen.getByText('2 allowed, 1 now')).toBeVisible();
    expect(screen.getByRole('link', { name: 'prod-eu' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/prod-eu',
    );
  });

  it('overrules nothing where two sources say the same', async () => {
    renderScreen(card, {
      getThreshold: async () => thresholdView({ platformDefault: rule(2) }),
    });
    expect(
      await screen.findByText('Also says so: default of the platform'),
    ).toBeVisible();
    expect(screen.queryByText(/^Overruled/)).toBeNull();
  });

  it('lets the owner set another rule, which then wins', async () => {
    const putThreshold = jest.fn(async (_: string, threshold: Threshold) =>
      thresholdView({
        stored: { threshold, savedBy: 'user:default/olga', savedAtMs: 1 },
      }),
    );
    renderScreen(card, {
      getThreshold: async () => thresholdView(),
      putThreshold,
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    const dialog = await screen.findByRole('dialog');
    const field = within(dialog).getByRole('textbox', {
      name: 'Failing instances allowed',
    });
    await userEvent.clear(field);
    await userEvent.type(field, '4{Tab}');
    expect(dialog).toHaveTextContent(
      'It will say: Roll back when more than 4 instances fail for 30 s.',
    );
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(putThreshold).toHaveBeenCalledWith(COMPONENT_REF, rule(4));
    expect(screen.getByText(/set in the portal, set by olga/)).toBeVisible();
  });

  it.each(['1.5', '-3', '', '9999999', 'two'])(
    'says that "%s" is no number of instances instead of changing it',
    async written => {
      renderScreen(card, { getThreshold: async () => thresholdView() });
      await userEvent.click(
        await screen.findByRole('button', { name: 'Edit' }),
      );
      const dialog = await screen.findByRole('dialog');
      const field = within(dialog).getByRole('textbox', {
        name: 'Failing instances allowed',
      });
      await userEvent.clear(field);
      await userEvent.type(field, `${written}{Tab}`);
      expect(field).toHaveValue(written);
      expect(within(dialog).getByRole('alert')).toHaveTextContent(
        'Write a whole number from 0 to 100000.',
      );
      expect(
        within(dialog).getByRole('button', { name: 'Save' }),
      ).toBeDisabled();
    },
  );

  it('saves a threshold that never acts only when that is meant', async () => {
    const putThreshold = jest.fn(async () => thresholdView());
    renderScreen(card, {
      getThreshold: async () => thresholdView(),
      putThreshold,
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    const dialog = await screen.findByRole('dialog');
    const field = within(dialog).getByRole('textbox', {
      name: 'Failing instances allowed',
    });
    await userEvent.clear(field);
    await userEvent.type(field, '9');
    const save = within(dialog).getByRole('button', { name: 'Save' });
    expect(save).toBeDisabled();
    const meant = within(dialog).getByRole('checkbox', {
      name: 'It is meant never to act',
    });
    await userEvent.click(meant);
    await userEvent.type(field, '0');
    expect(meant).not.toBeChecked();
    await userEvent.click(meant);
    await userEvent.click(save);
    await waitFor(() =>
      expect(putThreshold).toHaveBeenCalledWith(COMPONENT_REF, rule(90)),
    );
  });

  it('warns of a threshold that can never trigger', async () => {
    const [workload] = thresholdView().workloads;
    renderScreen(card, {
      getThreshold: async () =>
        thresholdView({
          workloads: [
            {
              ...workload,
              instances: { desired: 2, ready: 2, failing: 0 },
            },
          ],
        }),
    });
    expect(
      await screen.findByText(
        'This can never trigger: shop/checkout has 2 instances.',
      ),
    ).toBeVisible();
  });

  it('is read-only with the reason for everybody else', async () => {
    const reason = 'Only owners of checkout may change it.';
    renderScreen(card, {
      getThreshold: async () =>
        thresholdView({
          actions: {
            edit: { available: false, reason: { code: 'x', text: reason } },
          },
        }),
    });
    const button = await screen.findByRole('button', { name: 'Edit' });
    expect(button).toHaveAccessibleDescription(reason);
    await userEvent.click(button);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says when no known cluster runs it', async () => {
    renderScreen(card, {
      getThreshold: async () => thresholdView({ workloads: [] }),
    });
    expect(await screen.findByText('No known cluster runs it.')).toBeVisible();
  });
});
