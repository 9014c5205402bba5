import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { applyDiff, mergeYaml, ReadmeStep } from '@cluster-upgrade/packaging';
import { succeed } from './packPackages';

const REPOSITORY = resolve(__dirname, '../..');
const GENERATOR =
  require.resolve('@backstage/create-app/bin/backstage-create-app');
const APP = 'packages/app';
const LEGACY_APP = 'packages/app-legacy';
const BACKEND = 'packages/backend';
const BACKEND_INDEX = `${BACKEND}/src/index.ts`;
const BACKEND_START = 'backend.start();';

/** Of the package manager: no scripts of packages, and files linked from a store that is kept. */
const INSTALL_ENV = {
  YARN_ENABLE_SCRIPTS: 'false',
  YARN_ENABLE_TELEMETRY: 'false',
  YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  YARN_NM_MODE: 'hardlinks-global',
};

/**
 * A portal made by Backstage's generator, with the apps of both frontend systems: `packages/app` on the
 * new one, `packages/app-legacy` on the older one.
 */
export class CreatedPortal {
  readonly folder: string;
  readonly #added = new Map<string, Set<string>>();

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @param registry - address of the registry that has the packages under test */
  static async create(
    folder: string,
    registry: string,
  ): Promise<CreatedPortal> {
    const older = `${folder}-legacy`;
    await Promise.all([generate(folder), generate(older, '--legacy')]);
    cpSync(join(older, APP), join(folder, LEGACY_APP), { recursive: true });
    const portal = new CreatedPortal(folder);
    portal.#edit(`${LEGACY_APP}/package.json`, text =>
      text.replace('"name": "app"', '"name": "app-legacy"'),
    );
    portal.#useRegistry(registry);
    portal.#useKnownVersions();
    return portal;
  }

  /** Notes packages to add, and changes files. */
  follow(steps: ReadmeStep[]): void {
    for (const step of steps) {
      for (const target of this.#targetsOf(step)) {
        if (step.kind === 'add') {
          this.#noteAdded(target, step.packages);
        } else if (step.kind === 'diff') {
          this.#edit(target, text => applyDiff(text, step.text));
        } else {
          this.#write(target, step.text);
        }
      }
    }
  }

  /**
   * Gives a cluster of the portal's configuration the address where it is.
   *
   * @param authority - PEM; absent for a cluster without TLS
   */
  placeCluster(name: string, url: string, authority?: string): void {
    this.#edit('app-config.yaml', text => {
      const config = parse(text);
      const clusters: Array<{ name: string; url: string; caData?: string }> =
        config.kubernetes.clusterLocatorMethods[0].clusters;
      const cluster = clusters.find(one => one.name === name);
      if (!cluster) {
        throw new Error(`No README configures the cluster '${name}'`);
      }
      cluster.url = url;
      cluster.caData = authority && Buffer.from(authority).toString('base64');
      return stringify(config);
    });
  }

  /** Runs the commands that add packages, one for each workspace, and installs everything. */
  async install(): Promise<void> {
    for (const [workspace, packages] of this.#added) {
      await this.#yarn([
        ...['--cwd', workspace, 'add', '--mode=update-lockfile'],
        ...packages,
      ]);
    }
    await this.#yarn(['install']);
  }

  /** @throws Error with what the compiler says */
  async typeCheck(): Promise<void> {
    await this.#yarn(['tsc', '--noEmit', '--incremental', 'false']);
  }

  /** @throws Error with what of the configuration the schemas of the packages don't permit */
  async checkConfig(): Promise<void> {
    await this.#yarn(['backstage-cli', 'config:check', '--lax']);
  }

  async buildApp(): Promise<void> {
    await this.#yarn(['workspace', 'app', 'build']);
  }

  /** Runs the test that the generator has put into the app of the older frontend system. */
  async testLegacyApp(): Promise<void> {
    await this.#yarn(['workspace', 'app-legacy', 'test', '--watchAll=false']);
  }

  /** Requires modules as the backend of the portal would. */
  async load(modules: string[]): Promise<void> {
    const code = modules.map(name => `require('${name}');`).join('');
    await succeed(join(this.folder, BACKEND), process.execPath, ['-e', code]);
  }

  #targetsOf(step: ReadmeStep): string[] {
    const path = step.kind === 'add' ? step.workspace : step.path;
    const inLegacy = path.replace(APP, LEGACY_APP);
    if (step.kind === 'add') {
      return [...new Set([path, inLegacy])];
    }
    // What is to be changed by hand is so in the older frontend system only.
    return [path.startsWith(APP) ? inLegacy : path];
  }

  #noteAdded(workspace: string, packages: string[]): void {
    const noted = this.#added.get(workspace) ?? new Set<string>();
    packages.forEach(name => noted.add(name));
    this.#added.set(workspace, noted);
  }

  #write(path: string, text: string): void {
    const target = join(this.folder, path);
    if (path === 'app-config.yaml') {
      this.#edit(path, before => mergeYaml(before, text));
    } else if (path === BACKEND_INDEX) {
      this.#edit(path, before => addToBackend(before, text));
    } else if (path.startsWith('examples/')) {
      this.#edit(path, before => `${before.trimEnd()}\n---\n${text}\n`);
    } else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, `${text}\n`);
    }
  }

  #useRegistry(registry: string): void {
    this.#edit('.yarnrc.yml', text =>
      stringify({
        ...parse(text),
        npmScopes: { 'cluster-upgrade': { npmRegistryServer: registry } },
        unsafeHttpWhitelist: ['127.0.0.1'],
      }),
    );
  }

  /**
   * Begins with this repository's lock file, as the generator begins with Backstage's, and with its
   * resolutions, which stand for what a registry may lack. A portal of one's own needs neither.
   */
  #useKnownVersions(): void {
    copyFileSync(join(REPOSITORY, 'yarn.lock'), join(this.folder, 'yarn.lock'));
    const { resolutions } = JSON.parse(
      readFileSync(join(REPOSITORY, 'package.json'), 'utf8'),
    );
    this.#edit('package.json', text => {
      const manifest = JSON.parse(text);
      const all = { ...resolutions, ...manifest.resolutions };
      return JSON.stringify({ ...manifest, resolutions: all }, undefined, 2);
    });
  }

  #edit(path: string, change: (text: string) => string): void {
    const file = join(this.folder, path);
    if (!existsSync(file)) {
      throw new Error(`A README changes ${path}, which a new portal lacks`);
    }
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  #yarn(args: string[]): Promise<string> {
    return succeed(this.folder, 'yarn', args, { ...INSTALL_ENV, CI: '' });
  }
}

async function generate(folder: string, ...options: string[]): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  await succeed(
    REPOSITORY,
    process.execPath,
    [GENERATOR, '--skip-install', '--path', folder, ...options],
    { BACKSTAGE_APP_NAME: 'portal' },
  );
}

/** Several READMEs add the same plugin; a reader adds it once. */
function addToBackend(text: string, lines: string): string {
  const added = lines
    .split(/(?<=;)\n/)
    .filter(statement => !text.includes(statement.trim()))
    .join('\n');
  if (!text.includes(BACKEND_START)) {
    throw new Error(`A new portal's ${BACKEND_INDEX} has no ${BACKEND_START}`);
  }
  return text.replace(BACKEND_START, `${added}\n${BACKEND_START}`);
}
