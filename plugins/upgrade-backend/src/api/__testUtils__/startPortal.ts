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
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
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
  /** What the catalog shows to whom; may be replaced while the portal runs. */
  catalog: {
    shows(entityRef: string, credentials: BackstageCredentials): boolean;
  };
}

export const allowAll: TestPolicy = () => ({ result: AuthorizeResult.ALLOW });

export async function startPortal(options: {
  entities: Entity[];
  /** Added to the portal's configuration. */
  config?: object;
  features?: BackendFeature[];
}): Promise<Portal> {
  const policy = { decide: allowAll };
  const catalog: Portal['catalog'] = { shows: () => true };
  const backend = await startTestBackend({
    features: [
      upgradePlugin,
      catalogFactory(options.entities, catalog),
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
    catalog,
    clientAs: userRef =>
      new UpgradeClient({
        discoveryApi: { getBaseUrl: async () => baseUrl },
        fetchApi: { fetch: checkedFetch },
        token: mockCredentials.user.token(userRef),
      }),
  };
}

/** The catalog's mock, which filters nothing by itself. */
function catalogFactory(entities: Entity[], catalog: Portal['catalog']) {
  const all = catalogServiceMock({ entities });
  const isShown = (entity: Entity, options?: object) =>
    catalog.shows(
      stringifyEntityRef(entity),
      (options as { credentials: BackstageCredentials }).credentials,
    );
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () =>
      new Proxy(all, {
        get(target, method) {
          if (method === 'getEntityByRef') {
            return async (...args: Parameters<typeof all.getEntityByRef>) => {
              const entity = await target.getEntityByRef(...args);
              return entity && isShown(entity, args[1]) ? entity : undefined;
            };
          }
          if (method === 'getEntitiesByRefs') {
            return async (
              ...args: Parameters<typeof all.getEntitiesByRefs>
            ) => {
              const { items } = await target.getEntitiesByRefs(...args);
              return {
                items: items.map(entity =>
                  entity && isShown(entity, args[1]) ? entity : undefined,
                ),
              };
            };
          }
          if (method === 'streamEntities') {
            return async function* shown(
              ...args: Parameters<typeof all.streamEntities>
            ) {
              for await (const page of target.streamEntities(...args)) {
                yield page.filter(entity => isShown(entity, args[1]));
              }
            };
          }
          const member = Reflect.get(target, method, target);
          return typeof member === 'function' ? member.bind(target) : member;
        },
      }),
  });
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
