import { writeFileSync } from 'node:fs';
import https from 'node:https';
import { AddressInfo } from 'node:net';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  ClusterClient,
  ClusterUnreachableError,
  HttpTransport,
  resourceTypes,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { generate } from 'selfsigned';
import { KubernetesConnections } from './KubernetesConnections';
import { RotatingTransport } from './RotatingTransport';

/** After that, what was read of the configuration is too old. */
const SOON_MS = 5_000;
const KEYS = { keyType: 'ec', algorithm: 'sha256' } as const;
const CONFIG_MAP = { namespace: 'n', name: 'a' };

interface Certificate {
  cert: string;
  key: string;
}

/** A certificate that signs others. */
async function makeAuthority(commonName: string): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: commonName }], {
    ...KEYS,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return { cert: made.cert, key: made.private };
}

/** What a server on this machine shows, signed by an authority. */
async function issue(authority: Certificate): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...KEYS,
    ca: authority,
  });
  return { cert: made.cert, key: made.private };
}

/** An API behind TLS, whose certificate can be replaced while it runs. */
class TlsServer {
  readonly methods: string[] = [];
  readonly #server = https.createServer((request, response) => {
    this.methods.push(request.method!);
    response.end('{"metadata":{"name":"a"},"gitVersion":"v1"}');
  });

  async start(): Promise<string> {
    await new Promise<void>(done => {
      this.#server.listen(0, '127.0.0.1', done);
    });
    const { port } = this.#server.address() as AddressInfo;
    return `https://localhost:${port}`;
  }

  /** From now on; connections that are there already are closed, as by a restart. */
  show(certificate: Certificate): void {
    this.#server.setSecureContext(certificate);
    this.#server.closeAllConnections();
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('RotatingTransport to a server behind TLS', () => {
  const folder = createMockDirectory();
  let oldAuthority: Certificate;
  let newAuthority: Certificate;
  let server: TlsServer;
  let clock: VirtualClock;
  let transport: RotatingTransport;
  let client: ClusterClient;

  beforeAll(async () => {
    oldAuthority = await makeAuthority('old');
    newAuthority = await makeAuthority('new');
  });

  beforeEach(async () => {
    server = new TlsServer();
    clock = new VirtualClock();
    const url = await server.start();
    const cluster = { name: 'prod', url, caFile: folder.resolve('ca.pem') };
    const connections = new KubernetesConnections(
      new ConfigReader({
        kubernetes: {
          clusterLocatorMethods: [{ type: 'config', clusters: [cluster] }],
        },
      }),
    );
    transport = new RotatingTransport({
      name: 'prod',
      read: () => connections.get('prod', 'resource:default/a'),
      open: connection => new HttpTransport(connection),
      clock,
    });
    client = new RestClusterClient(transport);
    configure(oldAuthority);
    server.show(await issue(oldAuthority));
  });

  afterEach(() => {
    transport.close();
    server.stop();
  });

  function configure(authority: Certificate): void {
    writeFileSync(folder.resolve('ca.pem'), authority.cert);
  }

  function patch(): Promise<unknown> {
    return client.patch(resourceTypes.configMaps, CONFIG_MAP, 'merge', {});
  }

  it('talks to a server whose authority is configured, and to no other', async () => {
    await expect(client.version()).resolves.toBe('v1');
    server.show(await issue(newAuthority));
    await expect(client.version()).rejects.toThrow(/certificate/);
    expect(server.methods).toEqual(['GET']);
  });

  it('goes on with an authority that was replaced, in clients that are held already', async () => {
    await client.version();
    configure(newAuthority);
    server.show(await issue(newAuthority));
    await clock.advance(SOON_MS);
    await expect(patch()).resolves.toBeDefined();
  });

  it('looks for a new authority at once when the server no longer fits the old one', async () => {
    await client.version();
    configure(newAuthority);
    server.show(await issue(newAuthority));
    await expect(client.version()).resolves.toBe('v1');
  });

  it('repeats no write that failed, and sends the next one by the new authority', async () => {
    await client.version();
    configure(newAuthority);
    server.show(await issue(newAuthority));
    await expect(patch()).rejects.toBeInstanceOf(ClusterUnreachableError);
    await expect(patch()).resolves.toBeDefined();
    expect(server.methods).toEqual(['GET', 'PATCH']);
  });

  it('trusts an authority no longer that was taken out of the configuration', async () => {
    await client.version();
    configure(newAuthority);
    await clock.advance(SOON_MS);
    await expect(client.version()).rejects.toThrow(/certificate/);
  });
});
