import http from 'node:http';
import { AddressInfo } from 'node:net';
import { startSimulator } from '@cluster-upgrade/cluster-simulator';
import {
  ClusterApiError,
  ClusterUnreachableError,
} from '../ports/ClusterApiError';
import { KubeObject, WatchEvent } from '../ports/KubeObject';
import { HttpTransport } from './HttpTransport';
import { resourceTypes } from './resourceTypes';
import { listAll, RestClusterClient } from './RestClusterClient';

const { configMaps, selfSubjectAccessReviews } = resourceTypes;

describe('a client over HTTP', () => {
  const closes: Array<() => unknown> = [];

  afterEach(async () => {
    for (const close of closes.splice(0).reverse()) {
      await close();
    }
  });

  async function serve(handler: http.RequestListener, silenceLimitMs?: number) {
    const server = http.createServer(handler);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closes.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return clientOf(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      undefined,
      silenceLimitMs,
    );
  }

  function clientOf(url: string, token?: string, silenceLimitMs?: number) {
    const transport = new HttpTransport({ url, token }, { silenceLimitMs });
    closes.push(() => transport.close());
    return new RestClusterClient(transport);
  }

  /** Answers the first request of each connection, and hangs up on the second. */
  function hangingUpOnReuse(): http.RequestListener {
    const used = new WeakSet<object>();
    return (request, response) => {
      if (used.has(request.socket)) {
        request.socket.destroy();
        return;
      }
      used.add(request.socket);
      response.end('{"metadata":{"name":"a"},"gitVersion":"v1"}');
    };
  }

  it('reads again when the server had closed the connection that it kept', async () => {
    const client = await serve(hangingUpOnReuse());
    await client.version();
    await expect(client.version()).resolves.toBe('v1');
  });

  it('asks for its rights again then, which is posted but changes nothing', async () => {
    const client = await serve(hangingUpOnReuse());
    await client.version();
    await expect(
      client.create(selfSubjectAccessReviews, {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        metadata: { name: '' },
      }),
    ).resolves.toBeDefined();
  });

  it('leaves it to the caller whether a write is repeated', async () => {
    const client = await serve(hangingUpOnReuse());
    await client.version();
    await expect(
      client.patch(configMaps, { namespace: 'n', name: 'a' }, 'merge', {}),
    ).rejects.toBeInstanceOf(ClusterUnreachableError);
  });

  it('sends the token, the path below the base and the query', async () => {
    let seen: http.IncomingMessage | undefined;
    const server = http.createServer((request, response) => {
      seen = request;
      response.end('{"metadata":{},"items":[]}');
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closes.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    await clientOf(`http://127.0.0.1:${port}/clusters/c-1/`, 'secret').list(
      configMaps,
      { namespace: 'a b', labelSelector: 'x=y' },
    );
    expect(seen?.headers.authorization).toBe('Bearer secret');
    expect(seen?.url).toBe(
      '/clusters/c-1/api/v1/namespaces/a%20b/configmaps?labelSelector=x%3Dy',
    );
  });

  it('tells an error of the API by status, reason, causes and when to come back', async () => {
    const client = await serve((_, response) => {
      response.writeHead(429, { 'retry-after': '3' });
      response.end(
        JSON.stringify({
          kind: 'Status',
          reason: 'TooManyRequests',
          message: 'budget',
          details: { causes: [{ reason: 'DisruptionBudget' }] },
        }),
      );
    });
    const error = await client
      .evict({ name: 'p', namespace: 'n' })
      .catch(caught => caught);
    expect(error).toBeInstanceOf(ClusterApiError);
    expect(error).toMatchObject({
      status: 429,
      reason: 'TooManyRequests',
      message: 'budget',
      causes: [{ reason: 'DisruptionBudget' }],
      retryAfterMs: 3_000,
    });
  });

  it('tells an answer of a proxy that is no JSON', async () => {
    const client = await serve((_, response) => {
      response.writeHead(502).end('<h1>Bad Gateway</h1>');
    });
    await expect(client.version()).rejects.toMatchObject({
      status: 502,
      message: '<h1>Bad Gateway</h1>',
    });
  });

  it('says that nobody answers, and where', async () => {
    const client = clientOf('http://127.0.0.1:1');
    const error = await client.version().catch(caught => caught);
    expect(error).toBeInstanceOf(ClusterUnreachableError);
    expect(error.message).toContain(
      'No answer from http://127.0.0.1:1 to GET /version',
    );
  });

  it('says that an answer broke off in the middle', async () => {
    const client = await serve((_, response) => {
      response.write('{"type":"ADD');
      setImmediate(() => response.destroy());
    });
    await expect(client.version()).rejects.toBeInstanceOf(
      ClusterUnreachableError,
    );
  });

  it('gives up an answer that stands still in the middle', async () => {
    const client = await serve((_, response) => {
      response.write('{"gitVersion":');
    }, 50);
    await expect(client.version()).rejects.toThrow(
      /broke off: nothing came within 0.05 s/,
    );
  });

  it('goes on with a watch in which nothing happens', async () => {
    const event = '{"type":"ADDED","object":{"metadata":{"name":"late"}}}';
    const client = await serve((_, response) => {
      response.flushHeaders();
      setTimeout(() => response.end(event), 200);
    }, 50);
    const names: string[] = [];
    for await (const { object } of client.watch(configMaps)) {
      names.push(object.metadata.name);
    }
    expect(names).toEqual(['late']);
  });

  it('ends a request with the reason of its abort', async () => {
    const ending = new AbortController();
    const client = await serve(() => ending.abort(new Error('stopped')));
    await expect(client.version({ signal: ending.signal })).rejects.toThrow(
      'stopped',
    );
  });

  it('reads watch events however they are cut into chunks', async () => {
    const event = (name: string) =>
      JSON.stringify({ type: 'ADDED', object: { metadata: { name } } });
    const client = await serve((_, response) => {
      const stream = `${event('ä')}\n${event('b')}\n`;
      const bytes = Buffer.from(stream);
      response.write(bytes.subarray(0, 48));
      response.write(bytes.subarray(48, 60));
      response.end(bytes.subarray(60));
    });
    const names: string[] = [];
    for await (const { object } of client.watch(configMaps)) {
      names.push(object.metadata.name);
    }
    expect(names).toEqual(['ä', 'b']);
  });

  it('throws the error that a watch ends with', async () => {
    const client = await serve((_, response) => {
      response.end(
        JSON.stringify({
          type: 'ERROR',
          object: { code: 410, reason: 'Expired', message: 'too old' },
        }),
      );
    });
    const read = async () => {
      for await (const _ of client.watch(configMaps)) {
        throw new Error('there is no event');
      }
    };
    await expect(read()).rejects.toMatchObject({ status: 410 });
  });

  it('does all that a Kubernetes API offers, over a socket', async () => {
    const simulator = await startSimulator();
    closes.push(() => simulator.stop());
    const client = clientOf(simulator.url, simulator.adminToken);
    const key = { name: 'a', namespace: 'default' };
    const ending = new AbortController();
    const events: string[] = [];
    const watching = (async () => {
      const stream = client.watch(configMaps, {
        namespace: 'default',
        signal: ending.signal,
      });
      for await (const event of stream as AsyncIterable<WatchEvent>) {
        events.push(`${event.type} ${event.object.metadata.name}`);
        if (event.type === 'DELETED') {
          return;
        }
      }
    })();

    const created = await client.create<KubeObject>(configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: key,
      data: { x: '1' },
    });
    await client.update(configMaps, { ...created, data: { x: '2' } });
    await client.patch(
      configMaps,
      key,
      'apply',
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: key,
        data: { y: '1' },
      },
      { fieldManager: 'test' },
    );
    expect((await client.get(configMaps, key)).data).toEqual({
      x: '2',
      y: '1',
    });
    expect(
      (await listAll(client, configMaps, { limit: 1 })).items.length,
    ).toBeGreaterThan(0);
    await expect(
      client.delete(configMaps, key, { uid: 'another' }),
    ).rejects.toMatchObject({ status: 409 });
    await client.delete(configMaps, key, { uid: created.metadata.uid });
    await watching;
    ending.abort();

    expect(events.filter(text => text.endsWith(' a'))).toEqual([
      'ADDED a',
      'MODIFIED a',
      'MODIFIED a',
      'DELETED a',
    ]);
    expect(await client.version()).toMatch(/^v1\.\d+/);
  });
});
