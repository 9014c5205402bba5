import http from 'node:http';
import { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import {
  ClusterClient,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { ClusterConnector } from './ClusterConnector';
import { KubernetesConnections } from './KubernetesConnections';

const { pods } = resourceTypes;
const CLUSTER = { ref: 'resource:default/a', connectionName: 'prod' };
/** After that, what was read of the configuration is too old. */
const SOON_MS = 5_000;

/** An API that takes one token at a time, and answers slowly where it is asked to. */
class TokenServer {
  validToken = 'old';
  readonly tokens: string[] = [];
  #answerSlowOne: (() => void) | undefined;
  readonly #server = http.createServer((request, response) => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    this.tokens.push(token);
    if (token !== this.validToken) {
      response.writeHead(401).end('{"reason":"Unauthorized","message":"no"}');
    } else if (request.url?.includes('watch=true')) {
      response.flushHeaders();
    } else if (request.url?.includes('slow')) {
      this.#answerSlowOne = () => response.end('{"metadata":{"name":"slow"}}');
      this.onSlow();
    } else {
      response.end('{"gitVersion":"v1"}');
    }
  });
  onSlow: () => void = () => {};

  async start(): Promise<string> {
    await new Promise<void>(done => {
      this.#server.listen(0, '127.0.0.1', done);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  answerSlowOne(): void {
    this.#answerSlowOne?.();
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('ClusterConnector', () => {
  let server: TokenServer;
  let clock: VirtualClock;
  let cluster: { name: string; url: string; serviceAccountToken: string };
  let connector: ClusterConnector;

  beforeEach(async () => {
    server = new TokenServer();
    clock = new VirtualClock();
    const url = await server.start();
    cluster = { name: 'prod', url, serviceAccountToken: 'old' };
    const data = {
      kubernetes: {
        clusterLocatorMethods: [{ type: 'config', clusters: [cluster] }],
      },
    };
    const connections = new KubernetesConnections(new ConfigReader(data));
    connector = new ClusterConnector({ connections, clock });
  });

  afterEach(() => {
    connector.close();
    server.stop();
  });

  async function readWatch(client: ClusterClient): Promise<void> {
    for await (const _ of client.watch(pods)) {
      throw new Error('nothing was to happen');
    }
  }

  it('gives one client to all who ask', async () => {
    const first = await connector.connect(CLUSTER);
    expect(await connector.connect(CLUSTER)).toBe(first);
  });

  it('goes on with a token that was replaced, in clients that are held already', async () => {
    const client = await connector.connect(CLUSTER);
    await client.version();
    cluster.serviceAccountToken = 'new';
    server.validToken = 'new';
    await clock.advance(SOON_MS);
    await client.version();
    expect(server.tokens).toEqual(['old', 'new']);
  });

  it('looks for a new token at once when the old one is refused', async () => {
    const client = await connector.connect(CLUSTER);
    await client.version();
    cluster.serviceAccountToken = 'new';
    server.validToken = 'new';
    await expect(client.version()).resolves.toBe('v1');
    expect(server.tokens).toEqual(['old', 'old', 'new']);
  });

  it('tells that a token is refused when there is no other', async () => {
    server.validToken = 'another';
    const client = await connector.connect(CLUSTER);
    await expect(client.version()).rejects.toMatchObject({ status: 401 });
  });

  it('lets requests under way come to their end, and ends watches so that they are opened anew', async () => {
    const client = await connector.connect(CLUSTER);
    const slowBegan = new Promise<void>(began => {
      server.onSlow = began;
    });
    const slow = client.get(pods, { namespace: 'n', name: 'slow' });
    await slowBegan;
    const watchEnd = readWatch(client).catch(String);
    while (server.tokens.length < 2) {
      await new Promise(next => setImmediate(next));
    }
    // The watch has to have its answer, too.
    await client.version();

    cluster.serviceAccountToken = 'new';
    server.validToken = 'new';
    await clock.advance(SOON_MS);
    await client.version();
    expect(await watchEnd).toMatch(/its credentials were replaced/);
    server.answerSlowOne();
    expect((await slow).metadata.name).toBe('slow');
  });

  it('says which annotation is missing', async () => {
    await expect(
      connector.connect({ ...CLUSTER, connectionName: undefined }),
    ).rejects.toThrow(
      /resource:default\/a has no annotation cluster-upgrade\.io\/kubernetes-cluster(?!.*prod)/,
    );
  });
});
