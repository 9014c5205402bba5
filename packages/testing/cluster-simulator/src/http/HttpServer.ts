import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  ApiRequest,
  ApiResponse,
  ApiTransport,
} from '@cluster-upgrade/plugin-upgrade-node';

const BODY_BYTES_MAX = 3 * 1024 * 1024;

/**
 * Serves a transport over plain HTTP on the loopback interface.
 *
 * @internal
 */
export class HttpServer {
  readonly #server: Server;

  private constructor(transport: ApiTransport) {
    this.#server = createServer((incoming, outgoing) => {
      answer(transport, incoming, outgoing).catch(error =>
        outgoing.destroy(error),
      );
    });
    // Watches stay open and silent for as long as nothing happens.
    this.#server.requestTimeout = 0;
    this.#server.headersTimeout = 0;
  }

  /**
   * @param port - 0 takes a free one
   * @throws Error that names the port when it is taken
   */
  static async start(
    transport: ApiTransport,
    port: number,
  ): Promise<HttpServer> {
    const server = new HttpServer(transport);
    await server.#listen(port);
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends open watches too. */
  async stop(): Promise<void> {
    const closed = new Promise<void>(resolve => {
      this.#server.close(() => resolve());
    });
    this.#server.closeAllConnections();
    await closed;
  }

  #listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE'
            ? new Error(
                `Port ${port} on 127.0.0.1 is in use: stop what listens there, or choose another port (0 takes a free one)`,
                { cause: error },
              )
            : error,
        ),
      );
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }
}

async function answer(
  transport: ApiTransport,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const abort = new AbortController();
  outgoing.once('close', () => abort.abort());
  const body = await readBody(incoming);
  if (body === undefined) {
    outgoing.writeHead(413).end('Request entity is too large');
    return;
  }
  const response = await transport.request(
    toApiRequest(incoming, body, abort.signal),
  );
  await send(response, outgoing);
}

function toApiRequest(
  incoming: IncomingMessage,
  body: string,
  signal: AbortSignal,
): ApiRequest {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) {
      headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
  }
  return {
    method: incoming.method as ApiRequest['method'],
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers,
    ...(body && { body }),
    signal,
  };
}

/** Undefined when the body is larger than the API takes. */
async function readBody(
  incoming: IncomingMessage,
): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function send(
  response: ApiResponse,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.writeHead(response.status, response.headers);
  outgoing.flushHeaders();
  for await (const chunk of response.chunks) {
    if (outgoing.destroyed) {
      break;
    }
    if (!outgoing.write(chunk)) {
      await drained(outgoing);
    }
  }
  outgoing.end();
}

/** Until the client has read what was written, or is gone. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.once('drain', done);
    outgoing.once('close', done);
  });
}
