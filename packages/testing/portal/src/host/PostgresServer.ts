import { ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './freePort';

/** Where Debian's packages put the server, by major version. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';
const START_LIMIT_MS = 30_000;

/**
 * How it ends: `fast` breaks off what clients do, and writes everything down; `immediate` is a crash, after
 * which the next start recovers from the log.
 */
export type PostgresShutdown = 'fast' | 'immediate';

const SIGNALS: Record<PostgresShutdown, NodeJS.Signals> = {
  fast: 'SIGINT',
  immediate: 'SIGQUIT',
};

/**
 * A PostgreSQL server of its own on a free loopback port, with a data folder that goes away with it. It
 * ends with the process that started it.
 */
export class PostgresServer {
  readonly port: number;
  readonly #bin: string;
  readonly #dataFolder: string;
  readonly #asUser: AsUser;
  #child: ChildProcess | undefined;

  private constructor(options: {
    port: number;
    bin: string;
    dataFolder: string;
    asUser: AsUser;
  }) {
    this.port = options.port;
    this.#bin = options.bin;
    this.#dataFolder = options.dataFolder;
    this.#asUser = options.asUser;
    process.once('exit', () => this.#child?.kill('SIGKILL'));
  }

  static isInstalled(): boolean {
    return findServer() !== undefined;
  }

  /** @throws Error that says what is missing when no server can be had on this machine */
  static async start(): Promise<PostgresServer> {
    const bin = findServer();
    if (!bin) {
      throw new Error(
        "no PostgreSQL server is installed (Debian's package 'postgresql')",
      );
    }
    const dataFolder = mkdtempSync(join(tmpdir(), 'upgrade-postgres-'));
    try {
      const asUser = await serverUser(dataFolder);
      await initialise(bin, dataFolder, asUser);
      const port = await freePort();
      const server = new PostgresServer({ port, bin, dataFolder, asUser });
      await server.#start();
      return server;
    } catch (error) {
      rmSync(dataFolder, { recursive: true, force: true });
      throw error;
    }
  }

  get connectionString(): string {
    return this.connectionStringAt(this.port);
  }

  /** For whoever reaches it through another port. */
  connectionStringAt(port: number): string {
    return `postgresql://postgres@127.0.0.1:${port}/postgres`;
  }

  /** Ends it and starts it again on the same data and port. */
  async restart(how: PostgresShutdown): Promise<void> {
    await this.#end(how);
    await this.#start();
  }

  async stop(): Promise<void> {
    await this.#end('fast');
    rmSync(this.#dataFolder, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    this.#child = spawn(
      ...this.#asUser(join(this.#bin, 'postgres'), [
        ...['-D', this.#dataFolder, '-p', String(this.port)],
        ...['-h', '127.0.0.1', '-c', 'max_connections=300'],
        // Nothing in it outlives the tests, so nothing has to survive a power cut.
        ...['-c', 'fsync=off', '-c', 'full_page_writes=off'],
        ...['-c', `unix_socket_directories=`],
      ]),
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    try {
      await untilReady(this.#child);
    } catch (error) {
      await this.#end('immediate');
      throw error;
    }
  }

  #end(how: PostgresShutdown): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) {
      return Promise.resolve();
    }
    return new Promise(done => {
      child.once('exit', () => done());
      child.kill(SIGNALS[how]);
    });
  }
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

type AsUser = (command: string, args: string[]) => [string, string[]];

const execute = promisify(execFile);

/** PostgreSQL refuses to run as root: then its own user runs it and owns the data. */
async function serverUser(dataFolder: string): Promise<AsUser> {
  if (userInfo().uid !== 0) {
    return (command, args) => [command, args];
  }
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async flag => {
      const { stdout } = await execute('id', [flag, 'postgres']).catch(() => {
        throw new Error(
          "there is no user 'postgres' to run the server as, and it must not run as root",
        );
      });
      return Number(stdout.trim());
    }),
  );
  await chown(dataFolder, uid, gid);
  return (command, args) => [
    'setpriv',
    [
      ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
      // The server goes down with whoever started it, however that ends.
      ...['--pdeathsig', 'TERM', '--', command, ...args],
    ],
  ];
}

async function initialise(
  bin: string,
  dataFolder: string,
  asUser: AsUser,
): Promise<void> {
  const command = asUser(join(bin, 'initdb'), [
    ...['-D', dataFolder, '-U', 'postgres', '-A', 'trust', '-N'],
    ...['-E', 'UTF8', '--locale=C.UTF-8'],
  ]);
  await execute(...command, { cwd: tmpdir() }).catch(error => {
    throw new Error(`initdb failed: ${String(error.stderr).slice(-300)}`);
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
      log = (log + chunk).slice(-5_000);
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
