import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { PostgresServer } from './PostgresServer';
import { runProcess } from './runProcess';

/**
 * Starts a PostgreSQL server, and installs it before where that can be done.
 *
 * @throws Error that says what is missing when no server can be had on this machine
 */
export async function startPostgres(): Promise<PostgresServer> {
  const canInstall = userInfo().uid === 0 && existsSync('/usr/bin/apt-get');
  if (!PostgresServer.isInstalled() && canInstall) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runProcess('apt-get', ['update', '-q'], { env });
    await runProcess('apt-get', ['install', '-qy', 'postgresql'], { env });
  }
  return PostgresServer.start();
}
