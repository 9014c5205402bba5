import type { Clock } from '@cluster-upgrade/plugin-upgrade-node';
import { RequestFault } from './requestFault';
import { RequestFaults } from './RequestFaults';

/**
 * Ends a stream once its time is up, in the middle of whatever it says.
 *
 * @internal
 */
export async function* droppedAfter(
  chunks: AsyncIterable<string>,
  delayMs: number,
  clock: Clock,
): AsyncGenerator<string> {
  const iterator = chunks[Symbol.asyncIterator]();
  let cancel = () => {};
  const dropped = new Promise<undefined>(resolve => {
    cancel = clock.schedule(delayMs, () => resolve(undefined));
  });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), dropped]);
      if (!next || next.done) {
        return;
      }
      yield next.value;
    }
  } finally {
    cancel();
    // Not awaited: a stream that waits for its next chunk answers only when that comes.
    iterator.return?.()?.catch(() => undefined);
  }
}

/**
 * Passes each chunk on late: after the fault's delay, or not before the fault is gone.
 *
 * @internal
 */
export async function* heldBack(
  chunks: AsyncIterable<string>,
  fault: RequestFault,
  {
    faults,
    clock,
    signal,
  }: { faults: RequestFaults; clock: Clock; signal?: AbortSignal },
): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    if (fault.delayMs !== undefined) {
      await clock.sleep(fault.delayMs, signal);
    } else {
      await gone(fault.name, faults, signal);
    }
    yield chunk;
  }
}

/** Resolves when the fault is taken away; rejects when the client gives up before. */
function gone(
  name: string,
  faults: RequestFaults,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!faults.has(name)) {
      resolve();
      return;
    }
    const stops: Array<() => void> = [];
    const settle = (finish: () => void) => {
      stops.forEach(stop => stop());
      finish();
    };
    const abort = () => settle(() => reject(signal?.reason));
    stops.push(
      faults.onChange(() => {
        if (!faults.has(name)) {
          settle(resolve);
        }
      }),
      () => signal?.removeEventListener('abort', abort),
    );
    signal?.addEventListener('abort', abort, { once: true });
  });
}
