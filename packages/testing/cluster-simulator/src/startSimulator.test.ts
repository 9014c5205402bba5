import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  HttpTransport,
  RestClusterClient,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { startFaultProxy } from './http/startFaultProxy';
import { Simulator, startSimulator } from './startSimulator';

const run = promisify(execFile);

const labels = { app: 'web' };
const webShop = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'web', image: 'web:1' }] },
        },
      },
    },
  ],
};

describe('a simulator over HTTP', () => {
  let simulator: Simulator;
  let transport: HttpTransport;
  let client: RestClusterClient;

  beforeEach(async () => {
    simulator = await startSimulator();
    transport = new HttpTransport({
      url: simulator.url,
      token: simulator.adminToken,
    });
    client = new RestClusterClient(transport);
  });

  afterEach(async () => {
    transport.close();
    await simulator.stop();
  });

  it('says which port is taken and what to do about it', async () => {
    const port = Number(new URL(simulator.url).port);
    await expect(startSimulator({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use: stop what listens there, or choose another port (0 takes a free one)`,
    );
  });

  it('ends open watches when it stops', async () => {
    const events = client.watch(resourceTypes.nodes)[Symbol.asyncIterator]();
    const next = events.next();
    await client.create(resourceTypes.nodes, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'one' },
    });
    expect((await next).value).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: 'one' } },
    });
    const afterStop = events.next().then(
      ({ done }) => (done ? 'ended' : 'event'),
      () => 'broken',
    );
    await simulator.stop();
    expect(['ended', 'broken']).toContain(await afterStop);
  });

  it('refuses an unknown token and takes none for the administrator, as kubectl sends none', async () => {
    const list = (authorization?: string) =>
      fetch(`${simulator.url}/api/v1/nodes`, {
        headers: authorization ? { authorization } : {},
      });
    expect((await list('Bearer nobody')).status).toBe(401);
    expect((await list()).status).toBe(200);
  });

  it('takes faults at /simulator/faults, and says what is wrong with a bad one', async () => {
    const url = `${simulator.url}/simulator/faults`;
    const send = (fault: unknown) =>
      fetch(url, { method: 'POST', body: JSON.stringify(fault) });

    const bad = await send({ name: 'x', kind: 'request-error', status: 200 });
    expect(bad.status).toBe(400);
    expect(await bad.json()).toEqual({
      error: 'This is no fault: /status must be >= 400',
    });
    const unknown = await send({ name: 'x', kind: 'earthquake' });
    expect((await unknown.json()).error).toContain('crash-loop');

    await send({ name: 'pods', kind: 'crash-loop', match: { image: 'web:2' } });
    await send({
      name: 'api',
      kind: 'request-error',
      match: { verbs: ['list'], resources: ['nodes'] },
      status: 503,
    });
    expect(await (await fetch(url)).json()).toMatchObject({
      faults: [{ name: 'api' }, { name: 'pods' }],
    });
    expect(simulator.faults.pods.list()).toMatchObject([{ name: 'pods' }]);
    await expect(client.list(resourceTypes.nodes)).rejects.toMatchObject({
      status: 503,
      reason: 'ServiceUnavailable',
    });

    expect((await fetch(`${url}/api`, { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(`${url}/api`, { method: 'DELETE' })).status).toBe(404);
    await expect(client.list(resourceTypes.nodes)).resolves.toMatchObject({
      items: [],
    });
  });

  it('can be stood in front of by a proxy that brings the faults', async () => {
    const proxy = await startFaultProxy({ target: transport });
    const proxied = new HttpTransport({ url: proxy.url });
    try {
      const through = new RestClusterClient(proxied);
      await through.create(resourceTypes.nodes, {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'one' },
      });
      proxy.faults.set({
        name: 'conflict',
        kind: 'request-error',
        match: { verbs: ['patch'] },
        status: 409,
      });
      const patch = (over: RestClusterClient) =>
        over.patch(resourceTypes.nodes, { name: 'one' }, 'merge', {
          spec: { unschedulable: true },
        });
      await expect(patch(through)).rejects.toMatchObject({
        status: 409,
        reason: 'Conflict',
      });
      await expect(patch(client)).resolves.toMatchObject({
        spec: { unschedulable: true },
      });
    } finally {
      proxied.close();
      await proxy.stop();
    }
  });

  it('is a cluster that kubectl talks to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    try {
      const kubeconfig = join(folder, 'kubeconfig');
      await writeFile(kubeconfig, simulator.kubeconfig());
      const kubectl = async (...args: string[]) =>
        (await run('kubectl', ['--kubeconfig', kubeconfig, ...args])).stdout;

      const manifest = join(folder, 'web.json');
      await writeFile(manifest, JSON.stringify(webShop));
      await kubectl('apply', '-f', manifest);
      await kubectl(
        '-n',
        'shop',
        'set',
        'image',
        'deployment/web',
        'web=web:2',
      );
      await kubectl('-n', 'shop', 'scale', 'deployment/web', '--replicas=3');
      expect(
        await kubectl('-n', 'shop', 'get', 'deployment', 'web', '-o', 'wide'),
      ).toMatch(/web\s+0\/3\s+0\s+0\s+\d+s\s+web\s+web:2\s+app=web/);
      expect(await kubectl('version')).toContain('Server Version: v1.36.3');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
