import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { runProcess } from '../processes/runProcess';
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
 * Builds every package that is to be published, and packs it in the shape in which it is published.
 * Packages are unpacked again into `folder`, to see what is in them.
 *
 * @throws Error with the end of the output of what failed
 */
export async function packPackages(folder: string): Promise<PackedPackage[]> {
  await succeed(REPOSITORY, 'yarn', ['tsc', '--pretty', 'false']);
  const packed: PackedPackage[] = [];
  for (const source of publishedFolders()) {
    packed.push(await packOne(source, folder));
  }
  return packed;
}

/** Folders of the packages that are published. */
function publishedFolders(): string[] {
  const root = join(REPOSITORY, 'plugins');
  return readdirSync(root)
    .map(name => join(root, name))
    .filter(path => existsSync(join(path, 'package.json')))
    .filter(path => !readManifest(path).private);
}

async function packOne(source: string, folder: string): Promise<PackedPackage> {
  const tarball = join(folder, `${basename(source)}.tgz`);
  const unpacked = join(folder, basename(source));
  mkdirSync(unpacked, { recursive: true });
  const before = readFileSync(join(source, 'package.json'), 'utf8');
  await succeed(source, 'yarn', ['backstage-cli', 'package', 'build']);
  await succeed(source, 'yarn', ['pack', '--out', tarball]);
  if (readFileSync(join(source, 'package.json'), 'utf8') !== before) {
    throw new Error(
      `Packing has left ${source}/package.json as it is published; run 'yarn postpack' there`,
    );
  }
  await succeed(unpacked, 'tar', ['-xzf', tarball, '--strip-components=1']);
  const manifest = readManifest(unpacked);
  return { ...manifest, tarball, manifest, files: readFiles(unpacked) };
}

function readManifest(
  folder: string,
): PublishedManifest & { version: string; private?: boolean } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
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
