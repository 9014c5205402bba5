import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
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

  it('names the annotation and its value when it is unknown, and no other cluster', async () => {
    const found = connections(PROD, { ...PROD, name: 'test' });
    await expect(found.get('prd', 'resource:default/a')).rejects.toThrow(
      /cluster-upgrade\.io\/kubernetes-cluster of resource:default\/a names 'prd'(?!.*'prod')/,
    );
    await expect(
      new KubernetesConnections(new ConfigReader({})).get('prd', 'r'),
    ).rejects.toThrow("names 'prd'");
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
