import { useCallback, useEffect, useRef, useState } from 'react';

/** Something read from the backend, kept while it is read again. */
export interface Loaded<T> {
  /** The latest answer; kept when a later try fails. */
  value?: T;
  /** When `value` came, by the browser's clock. */
  loadedAtMs?: number;
  /** Why the last try failed; absent once one succeeds. */
  error?: Error;
  isLoading: boolean;
  reload(): void;
  /** Takes an answer that another request gave. */
  replace(value: T): void;
}

interface LoadState<T> {
  key: string;
  value?: T;
  loadedAtMs?: number;
  error?: Error;
  isLoading: boolean;
}

/**
 * Reads something, again when `key` changes, when `reload` is called, every `everyMs`, and when the tab
 * is seen again after that time. An answer to an older question is dropped.
 */
export function useLoad<T>(
  key: string,
  read: (signal: AbortSignal) => Promise<T>,
  options: { everyMs?: number } = {},
): Loaded<T> {
  const [state, setState] = useState<LoadState<T>>({ key, isLoading: true });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound(n => n + 1), []);
  const readRef = useRef(read);
  readRef.current = read;

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setState(before =>
      before.key === key
        ? { ...before, isLoading: true }
        : { key, isLoading: true },
    );
    readRef.current(signal).then(
      value => {
        if (!signal.aborted) {
          setState({ key, value, loadedAtMs: Date.now(), isLoading: false });
        }
      },
      error => {
        if (!signal.aborted) {
          setState(before => ({ ...before, error, isLoading: false }));
        }
      },
    );
    return () => controller.abort();
  }, [key, round]);

  useRepeat(reload, options.everyMs);

  const replace = useCallback(
    (value: T) =>
      setState({ key, value, loadedAtMs: Date.now(), isLoading: false }),
    [key],
  );
  const isCurrent = state.key === key;
  return {
    ...(isCurrent ? state : { isLoading: true }),
    reload,
    replace,
  };
}

/** Calls while the tab can be seen; once at return when a call was missed. */
function useRepeat(call: () => void, everyMs: number | undefined): void {
  useEffect(() => {
    if (everyMs === undefined) {
      return undefined;
    }
    let isDue = false;
    const timer = setInterval(() => {
      isDue = document.hidden;
      if (!document.hidden) {
        call();
      }
    }, everyMs);
    const onVisible = () => {
      if (!document.hidden && isDue) {
        isDue = false;
        call();
      }
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [call, everyMs]);
}
