import { BgProvider } from '@backstage/ui';
import { ReactNode } from 'react';
import contrast from '../parts/contrast.module.css';

/**
 * Says that the form of a template lies on a card: it is one of Backstage's older components, which
 * don't say so themselves, and a white field would not be seen on it.
 */
export function FormCard({ children }: { children: ReactNode }) {
  return (
    <BgProvider bg="neutral-1">
      <div className={contrast.onCard} data-testid="upgrade-field">
        {children}
      </div>
    </BgProvider>
  );
}
