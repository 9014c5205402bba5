/**
 * The elements of a stream until the signal aborts, which then throws its reason: a stream that lies
 * dead may not notice the signal by itself.
 *
 * @internal
 */
export async function* untilAborted<T>(
  stream: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncIterable<T> {
  const iterator = stream[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
  // It may abort when nobody waits for it any more.
  aborted.catch(() => undefined);
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = await Promise.race([iterator.next(), aborted]);
    if (done) {
      return;
    }
    yield value;
  }
}
