import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderScreen } from '../../testFixtures/renderScreen';
import { ConfirmDialog, ConfirmDialogProps } from './ConfirmDialog';

function show(given: Partial<ConfirmDialogProps> = {}) {
  const onConfirm = jest.fn(async () => {});
  const onClose = jest.fn();
  renderScreen(
    <ConfirmDialog
      title="Pause"
      verb="Pause prod-eu"
      friction={{ reason: 'optional' }}
      onConfirm={onConfirm}
      onClose={onClose}
      {...given}
    >
      It stops after this step.
    </ConfirmDialog>,
    {},
  );
  return { onConfirm, onClose };
}

const confirm = () => screen.getByRole('button', { name: 'Pause prod-eu' });

describe('ConfirmDialog', () => {
  it('says how much too long a reason is before it is sent', () => {
    show();
    const field = screen.getByRole('textbox', { name: 'Reason (optional)' });
    fireEvent.change(field, { target: { value: 'x'.repeat(2003) } });
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Too long by 3 characters; at most 2000 are kept.',
    );
    expect(field).toHaveAttribute('aria-invalid', 'true');
    expect(confirm()).toBeDisabled();
    fireEvent.change(field, { target: { value: 'x'.repeat(2000) } });
    expect(screen.queryByRole('alert')).toBeNull();
    expect(confirm()).toBeEnabled();
  });

  it('sends the reason without the spaces around it, and closes', async () => {
    const { onConfirm, onClose } = show();
    await userEvent.type(screen.getByRole('textbox'), '  a sale ');
    await userEvent.click(confirm());
    expect(onConfirm).toHaveBeenCalledWith('a sale');
    await waitFor(() => expect(onClose).toHaveBeenCalled());
  });

  it('asks for a reason and for the name, where what it does can not be taken back', async () => {
    const { onConfirm } = show({
      friction: { reason: 'compulsory', typedName: 'prod-eu' },
    });
    expect(confirm()).toBeDisabled();
    await userEvent.type(
      screen.getByRole('textbox', { name: /^Reason/ }),
      'The new version crashes',
    );
    const name = screen.getByRole('textbox', {
      name: 'Type prod-eu to confirm',
    });
    await userEvent.type(name, 'prod');
    expect(confirm()).toBeDisabled();
    await userEvent.type(name, '-eu');
    await userEvent.click(confirm());
    expect(onConfirm).toHaveBeenCalledWith('The new version crashes');
  });

  it('stays open with what was written when it is not accepted, and says why', async () => {
    const { onClose } = show({
      onConfirm: async () => {
        throw new Error('Somebody paused it already');
      },
    });
    await userEvent.type(screen.getByRole('textbox'), 'a sale');
    await userEvent.click(confirm());
    expect(await screen.findByText('This was not accepted')).toBeVisible();
    expect(screen.getByText('Somebody paused it already')).toBeVisible();
    expect(screen.getByRole('textbox')).toHaveValue('a sale');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('can not be confirmed any more once it has become impossible, and says so', async () => {
    const { onConfirm } = show({ blockedBy: 'It is over.' });
    expect(screen.getByText('This can’t be done now')).toBeVisible();
    expect(screen.getByText('It is over.')).toBeVisible();
    expect(confirm()).toBeDisabled();
    await userEvent.click(confirm());
    expect(onConfirm).not.toHaveBeenCalled();
  });

  it('is left without any effect', async () => {
    const { onConfirm, onClose } = show({ leave: 'Keep running' });
    await userEvent.click(screen.getByRole('button', { name: 'Keep running' }));
    expect(onClose).toHaveBeenCalled();
    expect(onConfirm).not.toHaveBeenCalled();
  });
});
