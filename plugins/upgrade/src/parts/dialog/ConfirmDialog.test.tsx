import { fireEvent, screen } from '@testing-library/react';
import { renderScreen } from '../../testFixtures/renderScreen';
import { ConfirmDialog } from './ConfirmDialog';

it('says how much too long a reason is before it is sent', () => {
  renderScreen(
    <ConfirmDialog
      title="Pause"
      verb="Pause prod-eu"
      friction={{ reason: 'optional' }}
      onConfirm={jest.fn()}
      onClose={jest.fn()}
    >
      It stops after this step.
    </ConfirmDialog>,
    {},
  );
  const field = screen.getByRole('textbox', { name: 'Reason (optional)' });
  const confirm = screen.getByRole('button', { name: 'Pause prod-eu' });
  fireEvent.change(field, { target: { value: 'x'.repeat(2003) } });
  expect(screen.getByRole('alert')).toHaveTextContent(
    'Too long by 3 characters; at most 2000 are kept.',
  );
  expect(field).toHaveAttribute('aria-invalid', 'true');
  expect(confirm).toBeDisabled();
  fireEvent.change(field, { target: { value: 'x'.repeat(2000) } });
  expect(screen.queryByRole('alert')).toBeNull();
  expect(confirm).toBeEnabled();
});
