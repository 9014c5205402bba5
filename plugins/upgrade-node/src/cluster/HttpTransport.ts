import http from 'node:http';
import https from 'node:https';
import { ClusterUnreachableError } from '../ports/ClusterApiError';
import { ApiRequest, ApiResponse, ApiTransport } from '../ports/ApiTransport';
import { changesNothing } from './changesNothing';

/**
 * Where a cluster's API is and how to authenticate there. Lives in memory only: nothing of it is
 * stored or logged.
 *
 * @public
 */
export interface ClusterConnection {
  /** Base URL of the API server. */
  url: string;
  token?: string;
  /** PEM of the authority that signed the server's certificate. */
  caPem?: string;
  clientCertificatePem?: string;
  clientKeyPem?: string;
  isTlsVerificationSkipped?: boolean;
}

/** An answer of which nothing comes for this long counts as none. */
const SILENCE_LIMIT_MS = 30_000;

/** The server had closed the kept connection that the request was sent on. */
class StaleConnectionError extends ClusterUnreachableError {}

/**
 * A transport over a socket, with connections kept alive.
 *
 * @public
 */
export class HttpTransport implements ApiTransport {
  readonly #connection: ClusterConnection;
  readonly #base: URL;
  readonly #agent: http.Agent | https.Agent;
  readonly #silenceLimitMs: number;
  /** Requests under way, and how those end that have no end of their own. */
  readonly #underWay = new Map<http.ClientRequest, (() => void) | undefined>();
  #isRetired = false;

  /** @param options - `silenceLimitMs`: how long an answer may stand still; 30 s unless told */
  constructor(
    connection: ClusterConnection,
    options: { silenceLimitMs?: number } = {},
  ) {
    this.#connection = connection;
    this.#silenceLimitMs = options.silenceLimitMs ?? SILENCE_LIMIT_MS;
    this.#base = new URL(connection.url);
    this.#agent =
      this.#base.protocol === 'https:'
        ? new https.Agent({
            keepAlive: true,
            ca: connection.caPem,
            cert: connection.clientCertificatePem,
            key: connection.clientKeyPem,
            rejectUnauthorized: !connection.isTlsVerificationSkipped,
          })
        : new http.Agent({ keepAlive: true });
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    try {
      return await this.#send(request);
    } catch (error) {
      // A kept connection may have been closed by the server just as it was used again. What changes nothing
      // can be repeated; what a write came to is for its caller to look at.
      if (error instanceof StaleConnectionError && changesNothing(request)) {
        return this.#send(request);
      }
      throw error;
    }
  }

  /** Closes all connections, those with requests under way included. */
  close(): void {
    this.#agent.destroy();
  }

  /**
   * Lets requests under way come to their end, and ends watches: whoever reads one opens it anew, by
   * another transport. Sockets are closed when the last request is over.
   */
  retire(): void {
    this.#isRetired = true;
    this.#underWay.forEach(end => end?.());
    this.#closeIfUnused();
  }

  #closeIfUnused(): void {
    if (this.#isRetired && this.#underWay.size === 0) {
      this.close();
    }
  }

  #send(request: ApiRequest): Promise<ApiResponse> {
    return new Promise((resolve, reject) => {
      const send =
        this.#base.protocol === 'https:' ? https.request : http.request;
      let answer: http.IncomingMessage | undefined;
      const outgoing = send(
        this.#urlOf(request),
        {
          method: request.method,
          agent: this.#agent,
          signal: request.signal,
          headers: this.#headersOf(request),
        },
        incoming => {
          answer = incoming;
          if (isWatch(request)) {
            // Nothing may happen for hours; its reader compares with a list from time to time.
            outgoing.setTimeout(0);
            this.#underWay.set(outgoing, () =>
              incoming.destroy(new Error('its credentials were replaced')),
            );
          }
          incoming.setEncoding('utf8');
          resolve({
            status: incoming.statusCode ?? 0,
            headers: singleValued(incoming.headers),
            chunks: chunksOf(incoming, request),
          });
        },
      );
      this.#underWay.set(outgoing, undefined);
      outgoing.on('close', () => {
        this.#underWay.delete(outgoing);
        this.#closeIfUnused();
      });
      outgoing.setTimeout(this.#silenceLimitMs, () =>
        (answer ?? outgoing).destroy(
          new Error(`nothing came within ${this.#silenceLimitMs / 1000} s`),
        ),
      );
      outgoing.on('error', error =>
        reject(this.#failureOf(request, outgoing, error)),
      );
      outgoing.end(request.body);
    });
  }

  #failureOf(
    { method, path, signal }: ApiRequest,
    outgoing: http.ClientRequest,
    error: NodeJS.ErrnoException,
  ): unknown {
    if (signal?.aborted) {
      return signal.reason ?? error;
    }
    const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET';
    const Failure = isStale ? StaleConnectionError : ClusterUnreachableError;
    return new Failure(
      `No answer from ${this.#base.origin} to ${method} ${path}: ${error.message}`,
      { cause: error },
    );
  }

  #urlOf(request: ApiRequest): URL {
    const url = new URL(this.#base);
    url.pathname = `${url.pathname.replace(/\/$/, '')}${request.path}`;
    url.search = new URLSearchParams(request.query ?? {}).toString();
    return url;
  }

  #headersOf(request: ApiRequest): Record<string, string> {
    return {
      ...request.headers,
      ...(this.#connection.token
        ? { authorization: `Bearer ${this.#connection.token}` }
        : {}),
      ...(request.body === undefined
        ? {}
        : { 'content-length': Buffer.byteLength(request.body).toString() }),
    };
  }
}

function isWatch({ query }: ApiRequest): boolean {
  return query?.watch === 'true';
}

async function* chunksOf(
  incoming: http.IncomingMessage,
  request: ApiRequest,
): AsyncIterable<string> {
  try {
    for await (const chunk of incoming) {
      yield chunk as string;
    }
  } catch (error) {
    if (request.signal?.aborted) {
      throw request.signal.reason ?? error;
    }
    throw new ClusterUnreachableError(
      `The answer to ${request.method} ${request.path} broke off: ${
        (error as Error).message
      }`,
      { cause: error },
    );
  }
}

function singleValued(
  headers: http.IncomingHttpHeaders,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
