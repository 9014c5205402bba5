import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';

/** A connection through the proxy. */
interface Pair {
  client: Socket;
  server: Socket;
}

/** The way of one backend to its database, which can be cut. */
export class DatabaseProxy {
  readonly #server: Server;
  readonly #targetPort: number;
  readonly #pairs = new Set<Pair>();
  #isSilent = false;

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer(client => this.#accept(client));
  }

  static async open(targetPort: number): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(targetPort);
    await new Promise<void>(done => {
      proxy.#server.listen(0, '127.0.0.1', done);
    });
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /**
   * Nothing comes through any more, and nobody is told, as when a network is cut. After `silentMs` the
   * connections of that time are torn, and new ones come through again.
   */
  async cut(silentMs: number): Promise<void> {
    this.#isSilent = true;
    this.#pairs.forEach(silence);
    await new Promise(next => setTimeout(next, silentMs));
    this.#isSilent = false;
    this.#tear();
  }

  close(): void {
    this.#server.close();
    this.#tear();
  }

  #tear(): void {
    this.#pairs.forEach(({ client, server }) => {
      client.resetAndDestroy();
      server.resetAndDestroy();
    });
  }

  #accept(client: Socket): void {
    const pair = { client, server: connect(this.#targetPort, '127.0.0.1') };
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      pair.client.destroy();
      pair.server.destroy();
    };
    for (const socket of [pair.client, pair.server]) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
    pair.client.pipe(pair.server);
    pair.server.pipe(pair.client);
    if (this.#isSilent) {
      silence(pair);
    }
  }
}

function silence({ client, server }: Pair): void {
  client.unpipe();
  server.unpipe();
  client.pause();
  server.pause();
}
