/** Sleeps and requests that can be cut short from outside. */
export class Interruptible {
  readonly #stops = new Set<() => void>();

  /** Ends whatever is under way: sleeps return, requests reject with an `AbortError`. */
  interrupt(): void {
    [...this.#stops].forEach(stop => stop());
  }

  async sleep(delayMs: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = () => {};
    await new Promise<void>(resolve => {
      timer = setTimeout(resolve, delayMs);
      stop = resolve;
      this.#stops.add(stop);
    });
    clearTimeout(timer);
    this.#stops.delete(stop);
  }

  /** A request that neither answers nor fails, as after a laptop slept, ends at its deadline. */
  async request<T>(
    deadlineMs: number,
    send: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    const end = (name: string, message: string) =>
      controller.abort(new DOMException(message, name));
    const stop = () => end('AbortError', 'The request was cut short');
    const timer = setTimeout(
      () => end('TimeoutError', `No answer within ${deadlineMs} ms`),
      deadlineMs,
    );
    this.#stops.add(stop);
    try {
      return await Promise.race([
        whenAborted(controller.signal),
        send(controller.signal),
      ]);
    } finally {
      clearTimeout(timer);
      this.#stops.delete(stop);
    }
  }
}

/** Not every transport heeds the signal at once. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
