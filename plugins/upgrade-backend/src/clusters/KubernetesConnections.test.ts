import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ApiTransport } from '@cluster-upgrade/plugin-upgrade-node';
import { ClusterConnector, OpenTransport } from './ClusterConnector';
import { ClusterEntity } from './ClusterEntity';
import { KubernetesConnections } from './KubernetesConnections';

const TOKEN = 'very-secret-token';
const PEM = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n';

const directory = createMockDirectory();

function connections(...clusters: object[]): KubernetesConnections {
  return new KubernetesConnections(
    new ConfigReader({
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'catalog' },
          { type: 'config', clusters },
        ],
      },
    }),
  );
}

const PROD = {
  name: 'prod',
  url: 'https://prod.example:6443',
  authProvider: 'serviceAccount',
  serviceAccountToken: TOKEN,
};

describe('KubernetesConnections', () => {
  it('gives address and credentials of the named cluster', async () => {
    expect(await connections(PROD).get('prod', 'resource:default/a')).toEqual({
      url: 'https://prod.example:6443',
      token: TOKEN,
      caPem: undefined,
      isTlsVerificationSkipped: undefined,
    });
  });

  it('reads the authority from base64 and from a file', async () => {
    directory.setContent({ 'ca.pem': PEM });
    const found = connections(
      { ...PROD, caData: Buffer.from(PEM).toString('base64') },
      { ...PROD, name: 'file', caFile: directory.resolve('ca.pem') },
      { ...PROD, name: 'open', skipTLSVerify: true },
    );
    expect((await found.get('prod', 'r')).caPem).toBe(PEM);
    expect((await found.get('file', 'r')).caPem).toBe(PEM);
    expect((await found.get('open', 'r')).isTlsVerificationSkipped).toBe(true);
  });

  it('names the annotation, its value and the known names when one is unknown', async () => {
    const found = connections(PROD, { ...PROD, name: 'test' });
    await expect(found.get('prd', 'resource:default/a')).rejects.toThrow(
      /cluster-upgrade\.io\/kubernetes-cluster of resource:default\/a names 'prd'.*'prod', 'test'/,
    );
    await expect(
      new KubernetesConnections(new ConfigReader({})).get('prd', 'r'),
    ).rejects.toThrow('No cluster is configured there');
  });

  it.each([
    ['url', { ...PROD, url: 'no url' }],
    ['caFile', { ...PROD, caFile: '/does/not/exist' }],
  ])(
    'says what is wrong with %s, and never the token',
    async (key, cluster) => {
      const error = await connections(cluster)
        .get('prod', 'r')
        .catch((thrown: Error) => thrown);
      expect(String(error)).toContain(key);
      expect(String(error)).toContain("'prod'");
      expect(String(error)).not.toContain(TOKEN);
    },
  );
});

describe('ClusterConnector', () => {
  const entity: ClusterEntity = {
    ref: 'resource:default/a',
    title: 'A',
    platform: 'omnicloud',
    connectionName: 'prod',
  };

  function opener() {
    const closed: string[] = [];
    const open: jest.MockedFunction<OpenTransport> = jest.fn(
      ({ url }) =>
        ({
          request: () => Promise.reject(new Error('not used')),
          close: () => closed.push(url),
        }) as ApiTransport & { close(): void },
    );
    return { open, closed };
  }

  it('opens one connection for all who ask', async () => {
    const { open } = opener();
    const connector = new ClusterConnector(connections(PROD), open);
    const first = await connector.connect(entity);
    expect(await connector.connect(entity)).toBe(first);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('opens a new one when the credentials were rotated', async () => {
    const { open, closed } = opener();
    const data = {
      kubernetes: {
        clusterLocatorMethods: [{ type: 'config', clusters: [{ ...PROD }] }],
      },
    };
    const connector = new ClusterConnector(
      new KubernetesConnections(new ConfigReader(data)),
      open,
    );
    const first = await connector.connect(entity);
    data.kubernetes.clusterLocatorMethods[0].clusters[0].serviceAccountToken =
      'new';
    expect(await connector.connect(entity)).not.toBe(first);
    expect(open.mock.calls.map(([{ token }]) => token)).toEqual([TOKEN, 'new']);
    expect(closed).toHaveLength(1);
    connector.close();
    expect(closed).toHaveLength(2);
  });

  it('says which annotation is missing', async () => {
    const connector = new ClusterConnector(connections(PROD), opener().open);
    await expect(
      connector.connect({ ...entity, connectionName: undefined }),
    ).rejects.toThrow(
      /resource:default\/a has no annotation cluster-upgrade\.io\/kubernetes-cluster.*prod/,
    );
  });
});
