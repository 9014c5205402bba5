import { useSignal } from '@backstage/plugin-signals-react';
import { SIGNAL_CHANNEL } from '@cluster-upgrade/plugin-upgrade-common';
import { useEffect, useRef } from 'react';

/** Hints come by the hundred while an upgrade runs; what they lead to is a request. */
const LEAST_INTERVAL_MS = 3000;

/**
 * Calls soon after something happened to an upgrade. A hint can get lost, and portals without the
 * signals plugin give none: whoever uses this looks by itself now and then as well.
 */
export function useHint(onHint: () => void): void {
  const { lastSignal } = useSignal(SIGNAL_CHANNEL);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const call = useRef(onHint);
  call.current = onHint;

  useEffect(() => {
    if (lastSignal && timer.current === undefined) {
      timer.current = setTimeout(() => {
        timer.current = undefined;
        call.current();
      }, LEAST_INTERVAL_MS);
    }
  }, [lastSignal]);

  useEffect(() => () => clearTimeout(timer.current), []);
}
