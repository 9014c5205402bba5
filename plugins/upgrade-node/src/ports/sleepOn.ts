import { Clock } from './Clock';

/**
 * `Clock.sleep` made of `Clock.schedule`, for clocks to share.
 *
 * @internal
 */
export function sleepOn(
  clock: Pick<Clock, 'schedule'>,
  durationMs: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    let cancel = () => {};
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    cancel = clock.schedule(durationMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
