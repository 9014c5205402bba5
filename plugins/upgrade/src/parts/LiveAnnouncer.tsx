import { VisuallyHidden } from '@backstage/ui';
import {
  createContext,
  ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';

/** Polite messages are joined into one and spoken at most this often. */
const POLITE_INTERVAL_MS = 20_000;

/** Tells screen readers. */
export interface Announcer {
  /** When the reader has a moment: a phase changed, a quarter is done. */
  politely(text: string): void;
  /** At once: a decision is needed, a rollback begins, the end. */
  urgently(text: string): void;
}

const AnnouncerContext = createContext<Announcer>({
  politely: () => {},
  urgently: () => {},
});

export const useAnnouncer = (): Announcer => useContext(AnnouncerContext);

/** The two live regions of a page; they are there before the first text, or it would not be read. */
export function LiveAnnouncer({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const queue = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const speak = useCallback(() => {
    timer.current = undefined;
    if (queue.current.length > 0) {
      setPolite(queue.current.join(' '));
      queue.current = [];
      timer.current = setTimeout(speak, POLITE_INTERVAL_MS);
    }
  }, []);

  useEffect(() => () => clearTimeout(timer.current), []);

  const announcer = useMemo<Announcer>(
    () => ({
      politely: text => {
        queue.current.push(text);
        if (timer.current === undefined) {
          speak();
        }
      },
      urgently: setUrgent,
    }),
    [speak],
  );

  return (
    <AnnouncerContext.Provider value={announcer}>
      {children}
      <VisuallyHidden>
        <div role="status">{polite}</div>
        <div role="alert">{urgent}</div>
      </VisuallyHidden>
    </AnnouncerContext.Provider>
  );
}
