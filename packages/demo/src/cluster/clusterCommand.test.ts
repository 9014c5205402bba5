import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './clusterCommand';

describe('./dev cluster', () => {
  let said: string;

  beforeEach(() => {
    said = '';
    jest.spyOn(process.stderr, 'write').mockImplementation(text => {
      said += text;
      return true;
    });
  });

  afterEach(() => jest.restoreAllMocks());

  it.each([
    [
      ['--speed', 'fast'],
      /--speed takes a number from 0.01 to 1000, not "fast"/,
    ],
    [['--nodes', '0'], /--nodes takes a number from 1 to 5000, not "0"/],
    [['--port', '99999'], /--port takes a number from 1 to 65535/],
    [['--colour'], /Unknown option '--colour'/],
  ])('explains %j and ends with 2', async (args, message) => {
    expect(await run(args)).toBe(2);
    expect(said).toMatch(message);
    expect(said).toContain('Usage: ./dev cluster');
  });

  it('names the platforms there are and ends with 1', async () => {
    expect(await run(['--platform', 'no-such-platform'])).toBe(1);
    expect(said).toMatch(
      /no platform "no-such-platform" here; choose one of: .*omnicloud/,
    );
  });

  it('writes the kubeconfig where the command was called from, and names it in full', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cluster-cli-'));
    const file = join(folder, 'k.yaml');
    const ended = run(['--kubeconfig', 'k.yaml'], folder);
    while (!said.includes(`kubectl --kubeconfig ${file} get nodes`)) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(await readFile(file, 'utf8')).toContain('server: ');
    process.emit('SIGINT');
    expect(await ended).toBe(0);
    await rm(folder, { recursive: true });
  }, 60_000);

  it('says that a port is in use and ends with 1', async () => {
    const server = await new Promise<Server>(resolve => {
      const started = createServer().listen(0, '127.0.0.1', () =>
        resolve(started),
      );
    });
    const { port } = server.address() as AddressInfo;
    expect(await run(['--port', `${port}`])).toBe(1);
    expect(said).toMatch(new RegExp(`Port ${port} .* is in use`));
    await new Promise(resolve => server.close(resolve));
  });
});
