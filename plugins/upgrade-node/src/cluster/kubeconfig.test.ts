import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { Simulator, startSimulator } from '@cluster-upgrade/cluster-simulator';
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

interface Answer {
  connection?: ClusterConnection;
  error?: string;
}

/** Reads kubeconfigs in a process of its own; see the fixture. */
function readAll(sources: KubeconfigSource[]): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, '__fixtures__/printConnections.ts'),
        JSON.stringify(sources),
      ],
      (error, stdout, stderr) =>
        error ? reject(new Error(stderr)) : resolve(JSON.parse(stdout)),
    );
  });
}

describe('connectionFromKubeconfig', () => {
  const answers = new Map<string, Answer>();
  let simulator: Simulator;

  // Once for all: loading the Kubernetes client takes seconds on a busy machine.
  beforeAll(async () => {
    simulator = await startSimulator();
    const contexts = ['two', 'three', 'lost', 'old', 'plain'];
    const sources: Array<[string, KubeconfigSource]> = [
      ['current', { text: KUBECONFIG }],
      ['simulator', { text: simulator.kubeconfig() }],
      ...contexts.map(context => {
        const source: KubeconfigSource = { text: KUBECONFIG, context };
        return [context, source] as [string, KubeconfigSource];
      }),
    ];
    const read = await readAll(sources.map(([, source]) => source));
    sources.forEach(([name], index) => answers.set(name, read[index]));
  }, 60_000);

  afterAll(() => simulator?.stop());

  it('reads the current context', () => {
    expect(answers.get('current')).toEqual({
      connection: {
        url: 'https://cluster.example:6443',
        caPem: 'CA',
        token: 'secret',
      },
    });
  });

  it('reads another context, with a certificate', () => {
    expect(answers.get('two')).toEqual({
      connection: {
        url: 'https://cluster.example:6443',
        caPem: 'CA',
        clientCertificatePem: 'CERT',
        clientKeyPem: 'KEY',
      },
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
  ])('says what is wrong with context %s', (context, message) => {
    expect(answers.get(context)?.error).toContain(message);
  });

  it('reaches the cluster that wrote the kubeconfig', async () => {
    const transport = new HttpTransport(answers.get('simulator')!.connection!);
    try {
      await expect(new RestClusterClient(transport).version()).resolves.toMatch(
        /^v1\./,
      );
    } finally {
      transport.close();
    }
  });
});
