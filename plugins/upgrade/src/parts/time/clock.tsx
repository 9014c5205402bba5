import {
  createContext,
  ReactNode,
  useContext,
  useMemo,
  useSyncExternalStore,
} from 'react';

interface PageClock {
  offsetMs: number;
  stoppedAtMs?: number;
}

const ClockContext = createContext<PageClock>({ offsetMs: 0 });

/** Elapsed times are reckoned by the server's clock: a wrong clock in the browser must not show. */
export function ServerClock({
  offsetMs,
  stoppedAtMs,
  children,
}: {
  /** Server's clock minus the browser's. */
  offsetMs: number;
  /** By the browser's clock: time stands still on the page since then. */
  stoppedAtMs?: number;
  children: ReactNode;
}) {
  const clock = useMemo(
    () => ({ offsetMs, stoppedAtMs }),
    [offsetMs, stoppedAtMs],
  );
  return (
    <ClockContext.Provider value={clock}>{children}</ClockContext.Provider>
  );
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let secondMs = 0;

const toSecond = () => Math.floor(Date.now() / 1000) * 1000;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    secondMs = toSecond();
    listeners.forEach(call => call());
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function currentSecond(): number {
  if (timer === undefined) {
    secondMs = toSecond();
  }
  return secondMs;
}

/** Now by the server's clock, once a second. One timer serves the whole page. */
export function useServerNow(): number {
  const { offsetMs, stoppedAtMs } = useContext(ClockContext);
  const nowMs = useSyncExternalStore(subscribe, currentSecond);
  return (stoppedAtMs ?? nowMs) + offsetMs;
}
