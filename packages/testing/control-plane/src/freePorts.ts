import { createServer, Server } from 'node:net';

/** All servers of the control plane listen on this address only. */
export const loopbackAddress = '127.0.0.1';

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, loopbackAddress, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (!address || typeof address === 'string') {
    throw new Error('A TCP server has no port');
  }
  return address.port;
}

/**
 * Gives `count` different free TCP ports. They are held together until all are known, then given
 * back: another process may take one before it is used, so callers try again on such a failure.
 *
 * @internal
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => listen(0)),
  );
  const ports = servers.map(portOf);
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}

/**
 * Checks a port that the user chose.
 *
 * @throws Error that names the port and the remedy when it can't be listened on.
 * @internal
 */
export async function assertPortIsFree(port: number): Promise<void> {
  const server = await listen(port).catch(error => {
    throw new Error(
      `Port ${port} of ${loopbackAddress} can't be used (${error.code}). Choose another port, or none to get a free one.`,
      { cause: error },
    );
  });
  await new Promise(resolve => server.close(resolve));
}
