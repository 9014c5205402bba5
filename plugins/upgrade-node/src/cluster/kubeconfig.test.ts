import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { startSimulator } from '@cluster-upgrade/cluster-simulator';
import { ClusterConnection, HttpTransport } from './HttpTransport';
import type { KubeconfigSource } from './kubeconfig';
import { RestClusterClient } from './RestClusterClient';

const base64 = (text: string) => Buffer.from(text).toString('base64');

const KUBECONFIG = `
apiVersion: v1
kind: Config
current-context: one
contexts:
  - name: one
    context: { cluster: c-1, user: token }
  - name: two
    context: { cluster: c-1, user: certificate }
  - name: old
    context: { cluster: c-1, user: password }
  - name: lost
    context: { cluster: nowhere, user: token }
  - name: plain
    context: { cluster: plain, user: token }
clusters:
  - name: plain
    cluster: { server: http://cluster.example }
  - name: c-1
    cluster:
      server: https://cluster.example:6443
      certificate-authority-data: ${base64('CA')}
users:
  - name: token
    user: { token: secret }
  - name: certificate
    user:
      client-certificate-data: ${base64('CERT')}
      client-key-data: ${base64('KEY')}
  - name: password
    user: { username: admin, password: admin }
`;

// Loading the Kubernetes client takes seconds on a busy machine.
jest.setTimeout(60_000);

/** Calls the function in a process of its own; see the fixture. */
function connectionFromKubeconfig(
  source: KubeconfigSource,
): Promise<ClusterConnection> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, '__fixtures__/printConnection.ts'),
        JSON.stringify(source),
      ],
      (error, stdout, stderr) =>
        error ? reject(new Error(stderr)) : resolve(JSON.parse(stdout)),
    );
  });
}

describe('connectionFromKubeconfig', () => {
  it('reads the current context', async () => {
    await expect(
      connectionFromKubeconfig({ text: KUBECONFIG }),
    ).resolves.toEqual({
      url: 'https://cluster.example:6443',
      caPem: 'CA',
      token: 'secret',
    });
  });

  it('reads another context, with a certificate', async () => {
    await expect(
      connectionFromKubeconfig({ text: KUBECONFIG, context: 'two' }),
    ).resolves.toEqual({
      url: 'https://cluster.example:6443',
      caPem: 'CA',
      clientCertificatePem: 'CERT',
      clientKeyPem: 'KEY',
    });
  });

  it.each([
    ['three', "has no context 'three'; it has one, two, old, lost, plain"],
    [
      'lost',
      "Context 'lost' of the kubeconfig names a cluster that is not in it",
    ],
    ['old', 'signs in with a password'],
    ['plain', 'HTTP protocol is not allowed'],
  ])('says what is wrong with context %s', async (context, message) => {
    await expect(
      connectionFromKubeconfig({ text: KUBECONFIG, context }),
    ).rejects.toThrow(message);
  });

  it('reaches the cluster that wrote the kubeconfig', async () => {
    const simulator = await startSimulator();
    const transport = new HttpTransport(
      await connectionFromKubeconfig({ text: simulator.kubeconfig() }),
    );
    try {
      await expect(new RestClusterClient(transport).version()).resolves.toMatch(
        /^v1\./,
      );
    } finally {
      transport.close();
      await simulator.stop();
    }
  });
});
