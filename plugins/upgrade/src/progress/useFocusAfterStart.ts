import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

/** What the wizard leaves with the browser when it leads to the upgrade that it has started. */
export const STARTED = { isStarted: true };

/** After a start the reader goes on at the upgrade's page, not at the top of the portal. */
export function useFocusAfterStart() {
  const place = useRef<HTMLDivElement>(null);
  const { state } = useLocation();
  const isStarted = Boolean((state as Partial<typeof STARTED>)?.isStarted);
  useEffect(() => {
    if (isStarted) {
      place.current?.focus();
    }
  }, [isStarted]);
  return place;
}
