import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { STARTED, useFocusAfterStart } from './useFocusAfterStart';

function Page() {
  return (
    <div ref={useFocusAfterStart()} tabIndex={-1}>
      The upgrade
    </div>
  );
}

const open = (state: unknown) =>
  render(
    <MemoryRouter initialEntries={[{ pathname: '/runs/u-1', state }]}>
      <Page />
    </MemoryRouter>,
  );

it('goes on at the upgrade after the wizard started it', () => {
  open(STARTED);
  expect(screen.getByText('The upgrade')).toHaveFocus();
});

it('takes no focus from who comes another way', () => {
  open(null);
  expect(document.body).toHaveFocus();
});
