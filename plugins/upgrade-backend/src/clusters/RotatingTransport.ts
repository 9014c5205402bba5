import {
  ApiRequest,
  ApiResponse,
  ApiTransport,
  changesNothing,
  Clock,
  ClusterConnection,
  readApiServerId,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';
import { OtherApiServerError } from './OtherApiServerError';
import { withinTime } from './withinTime';

/** How old what was read of a connection may be. */
const MAX_AGE_MS = 5_000;

/**
 * How old the answer to which API server it is may be where the configuration is the same: behind one
 * address there may be another one some day.
 */
const IDENTITY_MAX_AGE_MS = 30_000;
const IDENTITY_LIMIT_MS = 20_000;

/** A transport of one set of credentials. */
export interface ConnectionTransport extends ApiTransport {
  /** Lets requests under way come to their end, and ends watches, which are opened anew by their readers. */
  retire(): void;
  /** Closes everything at once. */
  close(): void;
}

/** One set of credentials, for as long as the configuration has it. */
interface Generation {
  /** Tells whether the configuration has changed since. */
  fingerprint: string;
  transport: ConnectionTransport;
  identity?: { apiServerId: string; readAtMs: number };
}

/**
 * The way to one cluster, whoever's credentials are valid there at the moment: a token or authority that
 * was replaced in the configuration counts within seconds, and at once where the old one is refused.
 * Nobody who holds a client has to ask for another one.
 */
export class RotatingTransport implements ApiTransport {
  #generation: Generation | undefined;
  #readAtMs = -Infinity;
  #reading: Promise<Generation> | undefined;
  #identifying: Promise<void> | undefined;

  constructor(
    private readonly ports: {
      /** For people. */
      name: string;
      /** Reads the configuration as it is now. */
      read(): Promise<ClusterConnection>;
      open(connection: ClusterConnection): ConnectionTransport;
      clock: Clock;
    },
  ) {}

  /** @throws what reading the configuration throws */
  request(request: ApiRequest): Promise<ApiResponse> {
    return this.#request(request, () => this.#current());
  }

  /**
   * The same way, as long as it leads there. A connection that was pointed to another API server in the
   * configuration is refused with an OtherApiServerError before anything is sent.
   */
  leadingTo(apiServerId: string): ApiTransport {
    return {
      request: request =>
        this.#request(request, () => this.#currentOf(apiServerId)),
    };
  }

  close(): void {
    this.#generation?.transport.close();
    this.#generation = undefined;
    this.#readAtMs = -Infinity;
  }

  async #request(
    request: ApiRequest,
    current: () => Promise<Generation>,
  ): Promise<ApiResponse> {
    const generation = await current();
    let response: ApiResponse;
    try {
      response = await generation.transport.request(request);
    } catch (error) {
      return this.#readAgain(generation, request, current, error);
    }
    if (response.status !== 401) {
      return response;
    }
    this.#readAtMs = -Infinity;
    const renewed = await current();
    if (renewed === generation) {
      return response;
    }
    await discard(response);
    // What was refused for its credentials has changed nothing: a write may be repeated too.
    return renewed.transport.request(request);
  }

  /**
   * Perhaps the server's authority was replaced. What changes nothing is repeated where the configuration
   * has another one; what a write came to is for its caller to look at, and the next request finds the new one.
   *
   * @throws the error otherwise
   */
  async #readAgain(
    failed: Generation,
    request: ApiRequest,
    current: () => Promise<Generation>,
    error: unknown,
  ): Promise<ApiResponse> {
    this.#readAtMs = -Infinity;
    if (!changesNothing(request) || request.signal?.aborted) {
      throw error;
    }
    const renewed = await current();
    if (renewed === failed) {
      throw error;
    }
    return renewed.transport.request(request);
  }

  #current(): Promise<Generation> {
    if (
      this.#generation &&
      this.ports.clock.now() - this.#readAtMs < MAX_AGE_MS
    ) {
      return Promise.resolve(this.#generation);
    }
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** @throws OtherApiServerError */
  async #currentOf(apiServerId: string): Promise<Generation> {
    for (;;) {
      const generation = await this.#current();
      const { identity } = generation;
      const nowMs = this.ports.clock.now();
      if (identity && nowMs - identity.readAtMs < IDENTITY_MAX_AGE_MS) {
        if (identity.apiServerId !== apiServerId) {
          // Whoever puts the configuration right is not kept waiting.
          this.#readAtMs = -Infinity;
          const { name } = this.ports;
          throw new OtherApiServerError(
            name,
            apiServerId,
            identity.apiServerId,
          );
        }
        return generation;
      }
      this.#identifying ??= this.#identify().finally(() => {
        this.#identifying = undefined;
      });
      await this.#identifying;
    }
  }

  /** What was replaced while it was asked is asked anew by whoever needs it. */
  async #identify(): Promise<void> {
    const { clock, name } = this.ports;
    const generation = await this.#current();
    const readAtMs = clock.now();
    const apiServerId = await withinTime(
      signal => readApiServerId(new RestClusterClient(this), signal),
      {
        clock,
        timeoutMs: IDENTITY_LIMIT_MS,
        what: `which API server the connection '${name}' leads to`,
      },
    );
    if (this.#generation === generation) {
      generation.identity = { apiServerId, readAtMs };
    }
  }

  async #read(): Promise<Generation> {
    const connection = await this.ports.read();
    const fingerprint = JSON.stringify(connection);
    this.#readAtMs = this.ports.clock.now();
    if (this.#generation?.fingerprint !== fingerprint) {
      this.#generation?.transport.retire();
      const transport = this.ports.open(connection);
      this.#generation = { fingerprint, transport };
    }
    return this.#generation;
  }
}

/** Reads an answer to its end, so that its connection can be used again. */
async function discard({ chunks }: ApiResponse): Promise<void> {
  for await (const _ of chunks) {
    // Nobody needs it.
  }
}
