import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { runProcess } from '../processes/runProcess';

/** Where Debian's packages put the server, by major version. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';
const START_LIMIT_MS = 30_000;

export interface PostgresServer {
  connectionString: string;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server of its own on a free loopback port, with a data folder that goes away with
 * it.
 *
 * @throws Error that says what is missing when no server can be had on this machine
 */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = findServer() ?? (await installServer());
  const dataFolder = mkdtempSync(join(tmpdir(), 'upgrade-postgres-'));
  const asUser = await serverUser(dataFolder);
  await initialise(bin, dataFolder, asUser);
  const port = await freePort();
  const server = spawn(
    ...asUser(join(bin, 'postgres'), [
      ...['-D', dataFolder, '-p', String(port), '-h', '127.0.0.1'],
      // Nothing in it outlives the tests, so nothing has to survive a power cut.
      ...['-c', 'fsync=off', '-c', 'full_page_writes=off'],
      ...['-c', `unix_socket_directories=`, '-c', 'max_connections=300'],
    ]),
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const stop = () => stopServer(server, dataFolder);
  process.once('exit', () => server.kill('SIGKILL'));
  await untilReady(server).catch(async error => {
    await stop();
    throw error;
  });
  return {
    connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop,
  };
}

function findServer(): string | undefined {
  if (!existsSync(DEBIAN_FOLDER)) {
    return undefined;
  }
  const versions = readdirSync(DEBIAN_FOLDER).map(Number).filter(Boolean);
  return versions
    .sort((a, b) => b - a)
    .map(version => join(DEBIAN_FOLDER, String(version), 'bin'))
    .find(folder => existsSync(join(folder, 'postgres')));
}

async function installServer(): Promise<string> {
  if (userInfo().uid === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runProcess('apt-get', ['update', '-q'], { env });
    await runProcess('apt-get', ['install', '-qy', 'postgresql'], { env });
  }
  const installed = findServer();
  if (!installed) {
    throw new Error(
      "no PostgreSQL server is installed (Debian's package 'postgresql')",
    );
  }
  return installed;
}

type AsUser = (command: string, args: string[]) => [string, string[]];

/** PostgreSQL refuses to run as root: then its own user runs it and owns the data. */
async function serverUser(dataFolder: string): Promise<AsUser> {
  if (userInfo().uid !== 0) {
    return (command, args) => [command, args];
  }
  const ids = await Promise.all(
    ['-u', '-g'].map(flag => runProcess('id', [flag, 'postgres'])),
  );
  if (ids.some(id => id.code !== 0)) {
    throw new Error(
      "there is no user 'postgres' to run the server as, and it must not run as root",
    );
  }
  const [uid, gid] = ids.map(id => Number(id.output.trim()));
  await chown(dataFolder, uid, gid);
  return (command, args) => [
    'setpriv',
    [
      ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
      // The server goes down with the test command, however that ends.
      ...['--pdeathsig', 'TERM', '--', command, ...args],
    ],
  ];
}

async function initialise(bin: string, dataFolder: string, asUser: AsUser) {
  const made = await runProcess(
    ...asUser(join(bin, 'initdb'), [
      ...['-D', dataFolder, '-U', 'postgres', '-A', 'trust', '-N'],
      ...['-E', 'UTF8', '--locale=C.UTF-8'],
    ]),
    { cwd: tmpdir() },
  );
  if (made.code !== 0) {
    rmSync(dataFolder, { recursive: true, force: true });
    throw new Error(`initdb failed: ${made.output.slice(-300)}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const timer = setTimeout(
      () => reject(new Error(`PostgreSQL did not start: ${log.slice(-300)}`)),
      START_LIMIT_MS,
    );
    server.stderr!.on('data', chunk => {
      log += chunk;
      if (log.includes('ready to accept connections')) {
        clearTimeout(timer);
        resolve();
      }
    });
    server.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL ended at once: ${log.slice(-300)}`));
    });
  });
}

function stopServer(server: ChildProcess, dataFolder: string): Promise<void> {
  return new Promise(resolve => {
    const remove = () => {
      rmSync(dataFolder, { recursive: true, force: true });
      resolve();
    };
    if (server.exitCode !== null || server.signalCode !== null) {
      remove();
      return;
    }
    server.once('exit', remove);
    // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
    server.kill('SIGINT');
  });
}
