import {
  ApiRequest,
  ApiResponse,
  ApiTransport,
  Clock,
  ClusterConnection,
} from '@cluster-upgrade/plugin-upgrade-node';

/** How old what was read of a connection may be. */
const MAX_AGE_MS = 5_000;

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

  constructor(
    private readonly ports: {
      /** Reads the configuration as it is now. */
      read(): Promise<ClusterConnection>;
      open(connection: ClusterConnection): ConnectionTransport;
      clock: Clock;
    },
  ) {}

  /** @throws what reading the configuration throws */
  async request(request: ApiRequest): Promise<ApiResponse> {
    const generation = await this.#current();
    let response: ApiResponse;
    try {
      response = await generation.transport.request(request);
    } catch (error) {
      return this.#readAgain(generation, request, error);
    }
    if (response.status !== 401) {
      return response;
    }
    const renewed = await this.#renew();
    if (renewed === generation) {
      return response;
    }
    await discard(response);
    // What was refused for its credentials has changed nothing: a write may be repeated too.
    return renewed.transport.request(request);
  }

  close(): void {
    this.#generation?.transport.close();
    this.#generation = undefined;
    this.#readAtMs = -Infinity;
  }

  /**
   * Perhaps the server's authority was replaced. Reading is repeated where the configuration has another
   * one; what a write came to is for its caller to look at, and the next request finds the new one.
   *
   * @throws the error otherwise
   */
  async #readAgain(
    failed: Generation,
    request: ApiRequest,
    error: unknown,
  ): Promise<ApiResponse> {
    if (request.method !== 'GET' || request.signal?.aborted) {
      this.#readAtMs = -Infinity;
      throw error;
    }
    const renewed = await this.#renew();
    if (renewed === failed) {
      throw error;
    }
    return renewed.transport.request(request);
  }

  /** Reads the configuration however lately it was read. */
  #renew(): Promise<Generation> {
    this.#readAtMs = -Infinity;
    return this.#current();
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
