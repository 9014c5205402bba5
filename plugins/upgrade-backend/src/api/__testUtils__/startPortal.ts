import {
  BackendFeature,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { UpgradeClient } from '@cluster-upgrade/plugin-upgrade-common';
import { upgradePlugin } from '../../plugin';
import { checkedFetch } from './checkedFetch';

/** What a permission policy answers; everything is allowed unless told otherwise. */
export type TestPolicy = (
  permission: string,
  credentials: BackstageCredentials,
) => PolicyDecision;

/** A portal with nothing but the upgrade plugin, on a free port. */
export interface Portal {
  backend: TestBackend;
  baseUrl: string;
  /** The typed client, as a given person; it checks every answer against its schema. */
  clientAs(userRef: string): UpgradeClient;
  /** May be replaced while the portal runs. */
  policy: { decide: TestPolicy };
}

export const allowAll: TestPolicy = () => ({ result: AuthorizeResult.ALLOW });

export async function startPortal(options: {
  entities: Entity[];
  /** Added to the portal's configuration. */
  config?: object;
  features?: BackendFeature[];
}): Promise<Portal> {
  const policy = { decide: allowAll };
  const backend = await startTestBackend({
    features: [
      upgradePlugin,
      catalogServiceMock.factory({ entities: options.entities }),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://localhost',
            listen: { host: '127.0.0.1', port: 0 },
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          ...options.config,
        },
      }),
      permissionsFactory(policy),
      ...(options.features ?? []),
    ],
  });
  const baseUrl = `http://127.0.0.1:${backend.server.port()}/api/upgrade`;
  return {
    backend,
    baseUrl,
    policy,
    clientAs: userRef =>
      new UpgradeClient({
        discoveryApi: { getBaseUrl: async () => baseUrl },
        fetchApi: {
          fetch: (input, init) =>
            checkedFetch(input, {
              ...init,
              headers: {
                ...Object.fromEntries(new Headers(init?.headers)),
                authorization: mockCredentials.user.header(userRef),
              },
            }),
        },
      }),
  };
}

function permissionsFactory(policy: { decide: TestPolicy }) {
  const answer: PermissionsService['authorizeConditional'] = async (
    requests,
    { credentials },
  ) =>
    requests.map(({ permission }) =>
      policy.decide(permission.name, credentials as BackstageCredentials),
    );
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {},
    factory: () => ({
      authorizeConditional: answer,
      authorize: answer as unknown as PermissionsService['authorize'],
    }),
  });
}
