import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const packageFolder = dirname(
  require.resolve('@cluster-upgrade/control-plane/package.json'),
);
const sourceFolder = join(packageFolder, 'go');
// The repository's own tools, outside version control.
const toolchainFolder = resolve(packageFolder, '../../.toolchain');

/**
 * Everything the built binary depends on, and where it goes.
 *
 * @internal
 */
export interface BuildRecipe {
  sourceFolder: string;
  /** Release of Kubernetes, for example `v1.36.3`. */
  release: string;
  /** Arguments of `go` without the output. */
  goArguments: string[];
  environment: Record<string, string>;
  binary: string;
}

function readRelease(goMod: string): string {
  const release = /^\s*k8s\.io\/kubernetes (v\d+\.\d+\.\d+)/m.exec(goMod)?.[1];
  if (!release) {
    throw new Error(
      `${sourceFolder}/go.mod requires no release of k8s.io/kubernetes; write it anew with update-modules.sh`,
    );
  }
  return release;
}

function linkerFlags(release: string): string {
  const [major, minor] = release.slice(1).split('.');
  // Without these the server calls itself v0.0.0, which kubectl refuses.
  const variables = Object.entries({
    gitVersion: release,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
  }).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
  return ['-s', '-w', ...variables].join(' ');
}

/**
 * Reads the recipe. The binary's folder is named by a hash of it, so a second build finds the first,
 * and a changed source or flag is another binary.
 *
 * @internal
 */
export function readBuildRecipe(): BuildRecipe {
  const sources = ['go.mod', 'go.sum', 'main.go'].map(name =>
    readFileSync(join(sourceFolder, name), 'utf8'),
  );
  const release = readRelease(sources[0]);
  // These three decide whether Go's build cache is hit: any change costs minutes.
  const goArguments = [
    'build',
    '-buildvcs=false',
    '-ldflags',
    linkerFlags(release),
  ];
  const environment = { CGO_ENABLED: '0', GOFLAGS: '' };
  const hash = createHash('sha256')
    .update(
      JSON.stringify([
        sources,
        goArguments,
        environment,
        process.platform,
        process.arch,
      ]),
    )
    .digest('hex')
    .slice(0, 16);
  return {
    sourceFolder,
    release,
    goArguments,
    environment,
    binary: join(toolchainFolder, 'control-plane', hash, 'kube'),
  };
}
