import { Alert, Button, Flex, Skeleton } from '@backstage/ui';
import { ReactNode, useEffect, useState } from 'react';
import { Loaded } from '../../live/useLoad';
import { useServerNow } from '../time/clock';
import { momentText } from '../time/formats';
import { useLocale } from '../time/useLocale';
import { useText } from '../useText';
import styles from './LoadFrame.module.css';

/** A skeleton would only flicker when the answer comes sooner. */
const SKELETON_DELAY_MS = 300;

/**
 * Draws what was loaded; before that a skeleton, after a failure the reason and a way to try again.
 * Old data stay on the screen, marked, when reading them again fails.
 */
export function LoadFrame<T>({
  loaded,
  what,
  children,
}: {
  loaded: Loaded<T>;
  /** What is loaded, as in "Could not load …". */
  what: string;
  children(value: T): ReactNode;
}) {
  const { value, error, reload } = loaded;
  if (value === undefined) {
    return error ? (
      <LoadFailure error={error} what={what} onRetry={reload} />
    ) : (
      <LoadSkeleton what={what} />
    );
  }
  return (
    <>
      {error && <KeptOldNote loaded={loaded} />}
      {children(value)}
    </>
  );
}

export function LoadSkeleton({ what }: { what: string }) {
  const t = useText();
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), SKELETON_DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={t('parts.load.loading', { what })}>
      {isLate && (
        <Flex direction="column" gap="3">
          <Skeleton height={28} className={styles.skeleton} />
          <Skeleton height={96} className={styles.skeleton} />
          <Skeleton height={96} className={styles.skeleton} />
        </Flex>
      )}
    </div>
  );
}

/** Why something can't be shown: not allowed, not there, or failed; each with what can be done. */
export function LoadFailure({
  error,
  what,
  onRetry,
}: {
  error: Error;
  what: string;
  onRetry(): void;
}) {
  const t = useText();
  const status = (error as { statusCode?: number }).statusCode;
  const title = {
    403: t('parts.load.denied', { what }),
    404: t('parts.load.notFound'),
  }[status ?? 0];
  return (
    <Alert
      role="alert"
      status={title ? 'warning' : 'danger'}
      icon
      title={title ?? t('parts.load.failed', { what })}
      description={
        status === 403
          ? `${t('parts.load.deniedRemedy')} ${serverMessage(error)}`
          : serverMessage(error)
      }
      customActions={
        <Button variant="secondary" size="small" onPress={onRetry}>
          {t('parts.load.retry')}
        </Button>
      }
    />
  );
}

function KeptOldNote({ loaded }: { loaded: Loaded<unknown> }) {
  const t = useText();
  const locale = useLocale();
  const nowMs = useServerNow();
  return (
    <Alert
      role="status"
      status="warning"
      icon
      mb="4"
      title={t('parts.load.keptOld', {
        time: momentText(loaded.loadedAtMs ?? nowMs, nowMs, locale),
      })}
      description={loaded.error && serverMessage(loaded.error)}
      customActions={
        <Button variant="secondary" size="small" onPress={loaded.reload}>
          {t('parts.load.retry')}
        </Button>
      }
    />
  );
}

/** What the server said; the wrapper that the client puts around it says nothing to people. */
export function serverMessage(error: Error): string {
  const { cause } = error as { cause?: { message?: string } };
  return cause?.message ?? error.message;
}
