import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { buildControlPlane } from './build/buildControlPlane';
import { ControlPlaneFailed } from './ControlPlaneError';
import { describeWithControlPlane } from './testUtils/describeWithControlPlane';
import { ControlPlane, startControlPlane } from './startControlPlane';

// The first build takes minutes.
const buildLimitMs = 15 * 60_000;
const startTestLimitMs = 90_000;
const run = promisify(execFile);

/** Living processes whose command line has `text`; the dead that nobody has collected don't count. */
async function processesWith(text: string): Promise<string[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'stat=,args='], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout
    .split('\n')
    .filter(line => line.includes(text) && !line.startsWith('Z'));
}

async function untilNone(text: string, limitMs = 20_000): Promise<string[]> {
  const limit = AbortSignal.timeout(limitMs);
  let left = await processesWith(text);
  while (left.length > 0 && !limit.aborted) {
    await sleep(50);
    left = await processesWith(text);
  }
  return left;
}

describeWithControlPlane('startControlPlane', () => {
  let scratch: string;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'control-plane-test-'));
    await buildControlPlane();
  }, buildLimitMs);

  afterAll(async () => {
    await rm(scratch, { recursive: true, force: true });
  });

  describe('when started', () => {
    const guest = { token: 'guest-token', user: 'guest', groups: ['guests'] };
    let controlPlane: ControlPlane;

    const kubectl = async (arguments_: string[], token?: string) => {
      const file = join(scratch, `kubeconfig-${token ?? 'admin'}`);
      await writeFile(file, controlPlane.kubeconfig(token));
      return run('kubectl', ['--kubeconfig', file, ...arguments_]);
    };

    beforeAll(async () => {
      controlPlane = await startControlPlane({ tokens: [guest] });
    }, startTestLimitMs);

    afterAll(async () => {
      await controlPlane?.stop();
    });

    it('tells kubectl its version', async () => {
      const { stdout } = await kubectl(['version', '-o', 'json']);
      expect(JSON.parse(stdout).serverVersion.gitVersion).toMatch(/^v1\.\d+\./);
    });

    it('offers the same access as a file', async () => {
      expect(await readFile(controlPlane.kubeconfigPath, 'utf8')).toBe(
        controlPlane.kubeconfig(),
      );
    });

    it('denies a user without rights and names what is missing', async () => {
      await expect(kubectl(['get', 'nodes'], guest.token)).rejects.toThrow(
        /User "guest" cannot list resource "nodes"/,
      );
    });

    it('allows a user what RBAC grants to a group', async () => {
      await kubectl([
        'create',
        'clusterrole',
        'node-reader',
        '--verb=list',
        '--resource=nodes',
      ]);
      await kubectl([
        'create',
        'clusterrolebinding',
        'guests-read-nodes',
        '--clusterrole=node-reader',
        '--group=guests',
      ]);
      const { stderr } = await kubectl(['get', 'nodes'], guest.token);
      expect(stderr).toContain('No resources found');
    });

    it('refuses an unknown token', async () => {
      await expect(kubectl(['get', 'nodes'], 'unknown')).rejects.toThrow(
        /Unauthorized|must be logged in/,
      );
    });

    it('runs controllers and the scheduler', async () => {
      await kubectl(['create', 'deployment', 'web', '--image=web']);
      const { stdout } = await kubectl([
        'wait',
        'pod',
        '-l',
        'app=web',
        '--for=condition=PodScheduled=false',
        '--timeout=30s',
      ]);
      expect(stdout).toContain('condition met');
    });
  });

  it(
    'leaves neither a process nor a file when stopped',
    async () => {
      const controlPlane = await startControlPlane();
      const folder = dirname(controlPlane.kubeconfigPath);
      expect(await processesWith(folder)).not.toHaveLength(0);
      await controlPlane.stop();
      expect(await processesWith(folder)).toEqual([]);
      expect(existsSync(folder)).toBe(false);
    },
    startTestLimitMs,
  );

  it(
    'keeps a data folder that it was given, and goes on from it',
    async () => {
      const dataDir = join(scratch, 'kept');
      const first = await startControlPlane({ dataDir });
      const kubectl = (arguments_: string[]) =>
        run('kubectl', [
          '--kubeconfig',
          join(dataDir, 'kubeconfig'),
          ...arguments_,
        ]);
      await kubectl(['create', 'configmap', 'memory', '--from-literal=a=b']);
      await first.stop();

      const second = await startControlPlane({ dataDir });
      try {
        const { stdout } = await kubectl([
          'get',
          'configmap',
          'memory',
          '-o',
          'jsonpath={.data.a}',
        ]);
        expect(stdout).toBe('b');
      } finally {
        await second.stop();
      }
    },
    startTestLimitMs,
  );

  it(
    'leaves neither a process nor a file when its parent is killed with SIGKILL',
    async () => {
      const parent = spawn(
        process.execPath,
        [
          '--require',
          '@backstage/cli/config/nodeTransform.cjs',
          join(__dirname, 'cli.ts'),
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const [kubeconfigPath] = await createInterface({ input: parent.stdout })
        [Symbol.asyncIterator]()
        .next()
        .then(({ value }) => [value as string]);
      const folder = dirname(kubeconfigPath);
      expect(await processesWith(folder)).not.toHaveLength(0);

      parent.kill('SIGKILL');

      expect(await untilNone(folder)).toEqual([]);
      expect(existsSync(folder)).toBe(false);
    },
    startTestLimitMs,
  );

  it(
    'tells when a component ends on its own, with the end of its log',
    async () => {
      const controlPlane = await startControlPlane();
      try {
        const folder = dirname(controlPlane.kubeconfigPath);
        const { stdout } = await run('pgrep', [
          '-f',
          `kube-scheduler.*${folder}`,
        ]);
        stdout
          .trim()
          .split('\n')
          .forEach(pid => process.kill(Number(pid), 'SIGKILL'));
        const failure = await controlPlane.failed;
        expect(failure).toBeInstanceOf(ControlPlaneFailed);
        expect(failure.message).toMatch(/^kube-scheduler ended by SIGKILL/);
      } finally {
        await controlPlane.stop();
      }
    },
    startTestLimitMs,
  );

  it('names a port that is in use, and the remedy', async () => {
    const server = createServer();
    const port = await new Promise<number>(resolve => {
      server.listen(0, '127.0.0.1', () =>
        resolve((server.address() as { port: number }).port),
      );
    });
    try {
      await expect(startControlPlane({ port })).rejects.toThrow(
        `Port ${port} of 127.0.0.1 can't be used (EADDRINUSE). Choose another port, or none to get a free one.`,
      );
    } finally {
      server.close();
    }
  });

  it('tries other ports when somebody takes one meanwhile, but not for ever', async () => {
    const attempts = join(scratch, 'attempts');
    const etcd = join(scratch, 'unlucky-etcd');
    await writeFile(
      etcd,
      `#!/bin/sh\necho try >> ${attempts}\necho 'listen: address already in use' >&2\nexit 1\n`,
      { mode: 0o755 },
    );
    const binaries = await buildControlPlane();
    await expect(
      startControlPlane({
        binaries: { ...binaries, etcd: { file: etcd, leadingArguments: [] } },
      }),
    ).rejects.toThrow(/etcd ended with code 1\.[^]*address already in use/);
    expect(await readFile(attempts, 'utf8')).toBe('try\ntry\ntry\n');
  });

  it('shows the end of the log of a component that refuses its arguments', async () => {
    await expect(
      startControlPlane({
        extraArguments: { 'kube-apiserver': ['--no-such-flag'] },
      }),
    ).rejects.toThrow(
      /kube-apiserver ended with code 1\.[^]*unknown flag: --no-such-flag/,
    );
  });

  it('names a component that is not ready in time', async () => {
    await expect(startControlPlane({ startLimitMs: 1 })).rejects.toThrow(
      'kube-apiserver was given 0.001 s, but /readyz does not answer 200 yet.',
    );
  });

  it('names a program that is missing', async () => {
    const binaries = await buildControlPlane();
    await expect(
      startControlPlane({
        binaries: {
          ...binaries,
          etcd: { file: join(scratch, 'no-etcd'), leadingArguments: [] },
        },
      }),
    ).rejects.toThrow(/etcd ended with code 127\.[^]*no-etcd/);
  });
});
