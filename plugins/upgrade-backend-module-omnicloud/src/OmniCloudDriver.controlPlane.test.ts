import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { runCluster, RunningCluster } from '@cluster-upgrade/cluster-simulator';
import { omnicloud } from '@cluster-upgrade/platforms';
import { describeWithControlPlane } from '@cluster-upgrade/control-plane/testUtils';
import {
  ClusterClient,
  HttpTransport,
  KubeObject,
  resourceTypeOf,
  RestClusterClient,
} from '@cluster-upgrade/plugin-upgrade-node';
import { parseAllDocuments } from 'yaml';
import { describeOmniCloudDriverContract } from './__testUtils__/OmniCloudDriver.contract';

/** The first build takes minutes. */
const START_LIMIT_MS = 15 * 60_000;

/** The account that manifests/rbac.yaml names. */
const ACCOUNT = { namespace: 'backstage', name: 'backstage' };

const PLURALS: Record<string, string> = {
  Namespace: 'namespaces',
  ServiceAccount: 'serviceaccounts',
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  Role: 'roles',
  RoleBinding: 'rolebindings',
};

describeWithControlPlane(
  "the OmniCloud driver on upstream's control plane, with the rights of its manifest only",
  () => {
    let cluster: RunningCluster;
    let transport: HttpTransport;
    let portal: ClusterClient;

    beforeAll(async () => {
      cluster = await runCluster({
        target: 'real',
        platform: omnicloud.simulated,
        speed: 50,
      });
      await grantRights(cluster.client);
      transport = new HttpTransport({
        ...cluster.connection,
        token: await tokenOfAccount(cluster),
      });
      portal = new RestClusterClient(transport);
    }, START_LIMIT_MS);

    afterAll(async () => {
      transport?.close();
      await cluster?.stop();
    });

    describeOmniCloudDriverContract(() => portal);
  },
);

async function grantRights(admin: ClusterClient): Promise<void> {
  const manifest = readFileSync(
    resolvePackagePath(
      '@cluster-upgrade/plugin-upgrade-backend-module-omnicloud',
      'manifests/rbac.yaml',
    ),
    'utf8',
  );
  const { name, namespace } = ACCOUNT;
  const objects: KubeObject[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
    },
    ...parseAllDocuments(manifest).map(document => document.toJS()),
  ];
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object;
    const type = resourceTypeOf({
      apiVersion,
      kind,
      name: metadata.name,
      ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
      plural: PLURALS[kind],
    });
    await admin.create(type, object);
  }
}

async function tokenOfAccount({ connection }: RunningCluster): Promise<string> {
  const transport = new HttpTransport(connection);
  try {
    const { chunks } = await transport.request({
      method: 'POST',
      path: `/api/v1/namespaces/${ACCOUNT.namespace}/serviceaccounts/${ACCOUNT.name}/token`,
      headers: {
        authorization: `Bearer ${connection.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: {},
      }),
    });
    let body = '';
    for await (const chunk of chunks) {
      body += chunk;
    }
    const { status, message } = JSON.parse(body);
    if (!status?.token) {
      throw new Error(`No token for the account: ${message}`);
    }
    return status.token;
  } finally {
    transport.close();
  }
}
