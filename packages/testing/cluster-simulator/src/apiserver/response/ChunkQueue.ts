/**
 * Chunks of an open response: written by the cluster, read by one client at its own pace.
 *
 * @internal
 */
export class ChunkQueue implements AsyncIterable<string> {
  readonly #pending: string[] = [];
  readonly #onClose: Array<() => void> = [];
  #wake: (() => void) | undefined;
  #isClosed = false;

  constructor(
    /** A client that lets more than this many chunks pile up is cut off. */
    private readonly pendingMax = 100_000,
  ) {}

  get isClosed(): boolean {
    return this.#isClosed;
  }

  push(chunk: string): void {
    if (this.#isClosed) {
      return;
    }
    this.#pending.push(chunk);
    if (this.#pending.length > this.pendingMax) {
      this.close();
    }
    this.#wake?.();
  }

  /** Ends the stream once what was pushed is read. */
  close(): void {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    this.#onClose.forEach(callback => callback());
    this.#wake?.();
  }

  /** Runs once, however the stream ends. */
  onClose(callback: () => void): void {
    if (this.#isClosed) {
      callback();
    } else {
      this.#onClose.push(callback);
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    try {
      for (;;) {
        while (this.#pending.length > 0) {
          yield this.#pending.splice(0).join('');
        }
        if (this.#isClosed) {
          return;
        }
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    } finally {
      this.close();
    }
  }
}
