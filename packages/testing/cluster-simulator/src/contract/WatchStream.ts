import { ApiTransport, KubeObject } from '@cluster-upgrade/plugin-upgrade-node';

const eventLimitMs = 20_000;

/** One line of a watch. */
export interface RawWatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubeObject;
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    yield* parts.filter(part => part !== '');
  }
  if (rest) yield rest;
}

/** An open watch whose events are asked for one by one. */
export class WatchStream {
  readonly status: number;
  readonly #lines: AsyncGenerator<string>;
  readonly #abort: AbortController;

  private constructor(
    status: number,
    lines: AsyncGenerator<string>,
    abort: AbortController,
  ) {
    this.status = status;
    this.#lines = lines;
    this.#abort = abort;
  }

  static async open(
    transport: ApiTransport,
    path: string,
    query: Record<string, string>,
  ): Promise<WatchStream> {
    const abort = new AbortController();
    const response = await transport.request({
      method: 'GET',
      path,
      query: { watch: 'true', ...query },
      headers: { accept: 'application/json' },
      signal: abort.signal,
    });
    return new WatchStream(response.status, linesOf(response.chunks), abort);
  }

  /** The next event; `undefined` when the server has ended the watch. */
  async next(): Promise<RawWatchEvent | undefined> {
    const limit = AbortSignal.timeout(eventLimitMs);
    const giveUp = () =>
      this.#abort.abort(
        new Error(`No watch event came within ${eventLimitMs / 1000} s`),
      );
    limit.addEventListener('abort', giveUp, { once: true });
    try {
      const { value, done } = await this.#lines.next();
      return done ? undefined : JSON.parse(value);
    } finally {
      limit.removeEventListener('abort', giveUp);
    }
  }

  /** Events until one satisfies `isLast`, that one included. */
  async until(
    isLast: (event: RawWatchEvent) => boolean,
  ): Promise<RawWatchEvent[]> {
    const events: RawWatchEvent[] = [];
    for (;;) {
      const event = await this.next();
      if (!event) {
        throw new Error(
          `The watch ended after ${events.length} events without the awaited one`,
        );
      }
      events.push(event);
      if (isLast(event)) return events;
    }
  }

  close(): void {
    this.#abort.abort(new Error('The watch was closed by its reader'));
  }
}
