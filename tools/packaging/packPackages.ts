import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { runProcess } from '@cluster-upgrade/portal';
import { PublishedManifest } from '@cluster-upgrade/packaging';

const REPOSITORY = resolve(__dirname, '../..');

/** A package as the registry would get it. */
export interface PackedPackage {
  name: string;
  version: string;
  tarball: string;
  manifest: PublishedManifest;
  /** By path inside the package; code and descriptions with their text. */
  files: Map<string, string>;
}

/**
 * Builds every package that is to be published, and packs it in the shape in which it is published, by the
 * commands of docs/publishing.md. Packages are unpacked again into `folder`, to see what is in them.
 *
 * @throws Error with the end of the output of what failed
 */
export async function packPackages(folder: string): Promise<PackedPackage[]> {
  const sources = publishedFolders();
  const before = sources.map(textOfManifest);
  await succeed(REPOSITORY, 'yarn', ['tsc', '--pretty', 'false']);
  await forEachPublished(['run', 'build']);
  await forEachPublished(['pack', '--out', join(folder, '%s.tgz')]);
  sources.forEach((source, index) => {
    if (textOfManifest(source) !== before[index]) {
      throw new Error(
        `Packing has left ${source}/package.json as it is published; run 'yarn postpack' there`,
      );
    }
    rmSync(join(source, 'dist'), { recursive: true });
  });
  return Promise.all(sources.map(source => unpack(source, folder)));
}

/** As many at a time as there are processors. */
async function forEachPublished(command: string[]): Promise<void> {
  const jobs = String(Math.max(2, availableParallelism()));
  await succeed(REPOSITORY, 'yarn', [
    ...['workspaces', 'foreach', '--all', '--no-private'],
    ...['--parallel', '--jobs', jobs],
    ...command,
  ]);
}

/** Folders of the packages that are published. */
function publishedFolders(): string[] {
  const root = join(REPOSITORY, 'plugins');
  return readdirSync(root)
    .map(name => join(root, name))
    .filter(path => existsSync(join(path, 'package.json')))
    .filter(path => !readManifest(path).private);
}

async function unpack(source: string, folder: string): Promise<PackedPackage> {
  // As Yarn fills in '%s'.
  const slug = readManifest(source).name.replace('/', '-');
  const tarball = join(folder, `${slug}.tgz`);
  const unpacked = join(folder, basename(source));
  mkdirSync(unpacked);
  await succeed(unpacked, 'tar', ['-xzf', tarball, '--strip-components=1']);
  const manifest = readManifest(unpacked);
  return { ...manifest, tarball, manifest, files: readFiles(unpacked) };
}

function textOfManifest(folder: string): string {
  return readFileSync(join(folder, 'package.json'), 'utf8');
}

function readManifest(
  folder: string,
): PublishedManifest & { version: string; private?: boolean } {
  return JSON.parse(textOfManifest(folder));
}

function readFiles(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map(path => join(folder, path))
      .filter(path => statSync(path).isFile())
      .map(path => [
        relative(folder, path),
        path.endsWith('.map') ? '' : readFileSync(path, 'utf8'),
      ]),
  );
}

/** @throws Error with the end of the output unless the program ends with 0 */
export async function succeed(
  cwd: string,
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { code, output } = await runProcess(command, args, { cwd, env });
  if (code !== 0) {
    throw new Error(
      `'${command} ${args.join(' ')}' ended with ${code} in ${cwd}:\n${output.slice(-3000)}`,
    );
  }
  return output;
}
