import { isBuiltin } from 'node:module';

/** The parts of a published `package.json` that are looked at. */
export interface PublishedManifest {
  name: string;
  main?: string;
  types?: string;
  exports?: Record<string, string | Record<string, string>>;
  files?: string[];
  configSchema?: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** A packed file by its path; code has its text. */
export type PackedFiles = ReadonlyMap<string, string>;

/** Holds nothing but types, whose imports are gone once packed; sources must declare it all the same. */
const TYPES_ALONE = '@backstage/types';
const ALWAYS = ['README.md', 'LICENSE', 'package.json'];
/** Imports as bundlers write them, one on a line, and calls that are no methods. */
const IMPORT =
  /^(?:import|export)\s(?:[^'"\n]*?\sfrom\s*)?['"]([^'"\n]+)['"]|(?<![.\w$])(?:require|import)\(['"]([^'"\n]+)['"]\)/gm;

/**
 * What is wrong with a packed package: missing files, entries that lead nowhere, ranges that only this
 * repository understands, imports that aren't declared, and dependencies that nothing imports.
 */
export function inspectPackage(
  manifest: PublishedManifest,
  files: PackedFiles,
): string[] {
  return [
    ...missingFiles(manifest, files),
    ...foreignRanges(manifest),
    ...dependencyProblems(manifest, files),
  ];
}

function missingFiles(manifest: PublishedManifest, files: PackedFiles) {
  const paths = [...files.keys()];
  const holds = (entry: string) =>
    paths.some(path => path === entry || path.startsWith(`${entry}/`));
  const wanted = [
    ...ALWAYS,
    ...(manifest.files ?? []).map(withoutGlob),
    ...(manifest.configSchema ? [manifest.configSchema] : []),
  ];
  const entries = entryFiles(manifest);
  return [
    ...wanted.filter(entry => !holds(entry)).map(entry => `lacks ${entry}`),
    ...entries
      .filter(entry => !files.has(entry))
      .map(entry => `its package.json names ${entry}, which is not in it`),
    ...entries
      .filter(entry => /(^|\/)src\//.test(entry))
      .map(entry => `its package.json names the source file ${entry}`),
    ...(entries.some(entry => entry.endsWith('.d.ts')) ? [] : ['has no types']),
  ];
}

function withoutGlob(entry: string): string {
  return entry.replace(/\/?\*.*$/, '');
}

function entryFiles({ main, types, exports = {} }: PublishedManifest) {
  const targets = Object.values(exports)
    .flatMap(target =>
      typeof target === 'string' ? [target] : Object.values(target),
    )
    // Backstage's own condition names a kind of export instead.
    .filter(target => target.startsWith('./'));
  return [
    ...new Set(
      [main, types, ...targets]
        .filter(path => path !== undefined)
        .map(path => path.replace(/^\.\//, '')),
    ),
  ];
}

function foreignRanges({ dependencies = {} }: PublishedManifest): string[] {
  return Object.entries(dependencies)
    .filter(([, range]) => /^(workspace|link|file|portal|patch):/.test(range))
    .map(([name, range]) => `depends on ${name} by '${range}'`);
}

function dependencyProblems(manifest: PublishedManifest, files: PackedFiles) {
  const imported = importedPackages(files);
  imported.delete(manifest.name);
  const dependencies = Object.keys(manifest.dependencies ?? {});
  const declared = new Set([
    ...dependencies,
    ...Object.keys(manifest.peerDependencies ?? {}),
  ]);
  return [
    ...[...imported]
      .filter(name => !declared.has(name))
      .map(name => `imports ${name}, which it does not declare`),
    ...dependencies
      .filter(name => !imported.has(name) && name !== TYPES_ALONE)
      .map(name => `declares ${name}, which it does not import`),
  ];
}

function importedPackages(files: PackedFiles): Set<string> {
  const found = new Set<string>();
  for (const [path, text] of files) {
    if (/\.(m?js|d\.ts)$/.test(path)) {
      for (const [, declared, called] of text.matchAll(IMPORT)) {
        const specifier = declared ?? called;
        if (!specifier.startsWith('.') && !isBuiltin(specifier)) {
          found.add(packageOf(specifier));
        }
      }
    }
  }
  return found;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
