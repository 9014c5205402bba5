import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { BuildRecipe } from './buildRecipe';
import { ControlPlaneUnavailable } from '../ControlPlaneError';

const tailLines = 15;

/**
 * What a build is doing.
 *
 * @public
 */
export interface BuildProgress {
  /** For people. */
  message: string;
  /** Packages compiled so far; with warm caches Go skips most of them. */
  done?: number;
  total?: number;
}

const remedies: Array<{ pattern: RegExp; remedy: string }> = [
  {
    pattern: /no space left on device/i,
    remedy:
      'Free about 6 GB (1 GB of modules, 4 GB of build cache), or move the cache with GOCACHE and GOMODCACHE.',
  },
  {
    pattern:
      /dial tcp|no such host|proxyconnect|i\/o timeout|connection refused|TLS handshake/i,
    remedy:
      'Go could not reach its module proxy: check the network, or set GOPROXY to one that you can reach.',
  },
  {
    pattern: /requires go >= |toolchain not available|invalid go version/i,
    remedy: 'This Go is too old: install the version that go.mod names.',
  },
];

/**
 * Says why a build failed and what to do, from what Go wrote.
 *
 * @internal
 */
export function explainBuildFailure(
  output: string[],
  cause?: unknown,
): ControlPlaneUnavailable {
  const text = output.join('\n');
  const remedy =
    remedies.find(({ pattern }) => pattern.test(text))?.remedy ??
    'Repair what Go complains about and build again; finished packages are kept.';
  return new ControlPlaneUnavailable(
    `The control plane could not be built. Go's last words:\n${
      text || String(cause)
    }\n`,
    remedy,
    { cause },
  );
}

async function countPackages(go: string, recipe: BuildRecipe): Promise<number> {
  const { stdout } = await promisify(execFile)(
    go,
    ['list', '-deps', '-f', '{{.ImportPath}}', '.'],
    {
      cwd: recipe.sourceFolder,
      env: { ...process.env, ...recipe.environment },
      maxBuffer: 64 * 1024 * 1024,
    },
  ).catch(error => {
    throw explainBuildFailure(
      String(error.stderr ?? '')
        .trim()
        .split('\n')
        .slice(-tailLines),
      error,
    );
  });
  return stdout.trim().split('\n').length;
}

/**
 * Compiles the recipe's program into `output`.
 *
 * @throws ControlPlaneUnavailable with Go's last words and a remedy.
 * @internal
 */
export async function runGoBuild(
  go: string,
  recipe: BuildRecipe,
  output: string,
  onProgress: (progress: BuildProgress) => void,
): Promise<void> {
  onProgress({
    message: `Fetching Kubernetes ${recipe.release} as Go modules`,
  });
  const total = await countPackages(go, recipe);
  const [verb, ...flags] = recipe.goArguments;
  const child = spawn(go, [verb, '-v', ...flags, '-o', output, '.'], {
    cwd: recipe.sourceFolder,
    env: { ...process.env, ...recipe.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const tail: string[] = [];
  let done = 0;
  createInterface({ input: child.stderr }).on('line', line => {
    tail.push(line);
    if (tail.length > tailLines) tail.shift();
    // With -v Go prints one import path per package that it compiles.
    if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) {
      done += 1;
      onProgress({ message: `Compiling ${line}`, done, total });
    }
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', error => reject(explainBuildFailure(tail, error)));
    child.once('close', code =>
      code === 0 ? resolve() : reject(explainBuildFailure(tail)),
    );
  });
}
