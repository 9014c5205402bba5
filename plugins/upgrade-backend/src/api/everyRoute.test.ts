import { mockCredentials } from '@backstage/backend-test-utils';
import { parseEntityRef } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject, JsonValue } from '@backstage/types';
import { upgradePermissions } from '@cluster-upgrade/plugin-upgrade-common';
import request from 'supertest';
import {
  DocumentedOperation,
  documentedOperations,
} from './__testUtils__/documentedOperations';
import { exampleOf } from './__testUtils__/exampleOf';
import { CLUSTER_REF, SHOP_REF } from './__testUtils__/omniCloudEntities';
import {
  OmniCloudPortal,
  startOmniCloudPortal,
} from './__testUtils__/startOmniCloudPortal';
import { allowAll } from './__testUtils__/startPortal';
import { buildOpenApiDocument } from './openapi';

jest.setTimeout(60_000);

/** An operation, and what guards it. */
type Operation = DocumentedOperation & {
  permission?: string;
  resource?: string;
};

/**
 * What guards each operation, as people agreed on it: not read from the table of routes, which this is to find
 * mistakes in. A `list` leaves out what the caller may not see.
 */
const GUARDS: Record<string, Pick<Operation, 'permission' | 'resource'>> = {
  listPlatforms: {},
  listClusters: { permission: 'upgrade.cluster.read', resource: 'list' },
  getCluster: { permission: 'upgrade.cluster.read', resource: 'cluster' },
  createPlan: { permission: 'upgrade.plan.create', resource: 'cluster' },
  getPlan: { permission: 'upgrade.cluster.read', resource: 'plan' },
  runChecks: { permission: 'upgrade.plan.create', resource: 'plan' },
  putOverride: { permission: 'upgrade.override', resource: 'plan' },
  deleteOverride: { permission: 'upgrade.override', resource: 'plan' },
  startUpgrade: { permission: 'upgrade.start', resource: 'plan' },
  listUpgrades: { permission: 'upgrade.read', resource: 'list' },
  getUpgrade: { permission: 'upgrade.read', resource: 'upgrade' },
  getUpgradePlan: { permission: 'upgrade.read', resource: 'upgrade' },
  getUpgradePlanOutline: { permission: 'upgrade.read', resource: 'upgrade' },
  listEvents: { permission: 'upgrade.read', resource: 'upgrade' },
  getReport: { permission: 'upgrade.read', resource: 'upgrade' },
  pauseUpgrade: { permission: 'upgrade.pause', resource: 'upgrade' },
  skipLane: { permission: 'upgrade.skip', resource: 'upgrade' },
  resumeUpgrade: { permission: 'upgrade.pause', resource: 'upgrade' },
  cancelUpgrade: { permission: 'upgrade.cancel', resource: 'upgrade' },
  rollBackUpgrade: { permission: 'upgrade.rollback', resource: 'upgrade' },
  retryUpgrade: { permission: 'upgrade.retry', resource: 'upgrade' },
  endUpgrade: { permission: 'upgrade.cancel', resource: 'upgrade' },
  silenceThreshold: { permission: 'upgrade.silence', resource: 'upgrade' },
  addNote: { permission: 'upgrade.note', resource: 'upgrade' },
  getThreshold: {
    permission: 'upgrade.threshold.read',
    resource: 'application',
  },
  putThreshold: {
    permission: 'upgrade.threshold.edit',
    resource: 'application',
  },
  deleteThreshold: {
    permission: 'upgrade.threshold.edit',
    resource: 'application',
  },
};

/** All but what guards them is made from the document: a route that is added is tested as it is. */
const OPERATIONS: Operation[] = documentedOperations().map(operation => ({
  ...operation,
  ...GUARDS[operation.name],
}));

const AUTHORIZED = OPERATIONS.filter(
  ({ permission, resource }) => permission && resource !== 'list',
);
const LISTS = OPERATIONS.filter(({ resource }) => resource === 'list');
const WITH_BODY = OPERATIONS.filter(({ body }) => body);

describe('every route of the OpenAPI document', () => {
  let portal: OmniCloudPortal;
  let ids: { planId: string; upgradeId: string };

  beforeAll(async () => {
    // Nobody works on the upgrade, so that it stays as it is.
    portal = await startOmniCloudPortal({
      upgrade: { worker: { enabled: false } },
    });
    ids = await preparePlanAndUpgrade(portal);
  });

  afterAll(() => portal?.stop());

  beforeEach(() => {
    portal.policy.decide = allowAll;
  });

  it('is guarded as it should be, and says so', () => {
    const documented = OPERATIONS.map(({ name, guard }) => [name, guard]);
    expect(documented).toHaveLength(Object.keys(GUARDS).length);
    expect(Object.fromEntries(documented)).toEqual(GUARDS);
  });

  it('is there, and every permission is asked for by one', () => {
    const asked = new Set(OPERATIONS.map(({ permission }) => permission));
    const unused = upgradePermissions
      .map(({ name }) => name)
      .filter(name => !asked.has(name));
    expect(unused).toEqual([]);
  });

  it('that changes something asks for a permission', () => {
    const open = OPERATIONS.filter(({ permission }) => !permission);
    expect(open.map(({ name }) => name)).toEqual(['listPlatforms']);
    expect(LISTS.map(({ method }) => method)).toEqual(['get', 'get']);
  });

  it.each(OPERATIONS)('$name answers 401 to nobody', async operation => {
    const response = await send(operation).set(
      'authorization',
      mockCredentials.none.header(),
    );
    expect(response.status).toBe(401);
  });

  it.each(AUTHORIZED)(
    '$name answers 403 without $permission, and says so',
    async operation => {
      portal.policy.decide = name => ({
        result:
          name === operation.permission
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      });
      const response = await send(operation);
      expect({
        status: response.status,
        message: response.body.error.message,
      }).toEqual({
        status: 403,
        message: expect.stringContaining(operation.permission!),
      });
    },
  );

  it.each(AUTHORIZED)(
    '$name gets past authorization with $permission alone',
    async operation => {
      portal.policy.decide = name => ({
        result:
          name === operation.permission
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      });
      const { status } = await send(operation);
      expect([401, 403, 500]).not.toContain(status);
    },
  );

  it.each(OPERATIONS)(
    '$name answers with what no cache may keep',
    async operation => {
      const response = await send(operation);
      expect(response.get('cache-control')).toBe('no-store');
    },
  );

  it.each(LISTS)(
    '$name leaves everything out without $permission',
    async operation => {
      portal.policy.decide = () => ({ result: AuthorizeResult.DENY });
      const response = await send(operation);
      expect(response.status).toBe(200);
      const lists = Object.values(response.body).filter(Array.isArray);
      expect(lists).toEqual([[]]);
    },
  );

  it.each(OPERATIONS)(
    '$name names an unknown query parameter',
    async operation => {
      const response = await send(operation, { query: { bogus: '1' } });
      expect(response.status).toBe(400);
      expect(response.body.error.message).toMatch(/query.*bogus/);
    },
  );

  it.each(
    OPERATIONS.flatMap(operation =>
      operation.query
        .filter(({ schema }) => schema.type !== 'string')
        .map(({ name }) => ({ ...operation, parameter: name })),
    ),
  )('$name names a $parameter that is no number', async operation => {
    const response = await send(operation, {
      query: { [operation.parameter]: 'many' },
    });
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(
      `query.${operation.parameter}`,
    );
  });

  it.each(WITH_BODY)('$name names an unknown field', async operation => {
    const body = { ...(exampleOf(operation.body!) as object), bogus: 1 };
    const response = await send(operation, { body });
    expect(response.status).toBe(400);
    expect(response.body.error.message).toMatch(/body.*bogus/);
  });

  it.each(
    WITH_BODY.flatMap(operation =>
      requiredOf(operation).map(field => ({ ...operation, field })),
    ),
  )('$name names the missing field $field', async operation => {
    const body = exampleOf(operation.body!) as JsonObject;
    delete body[operation.field];
    const response = await send(operation, { body });
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(`body.${operation.field}`);
  });

  it.each(
    WITH_BODY.flatMap(operation =>
      Object.keys(operation.body!.properties as object).map(field => ({
        ...operation,
        field,
      })),
    ),
  )('$name names a $field of a wrong type', async operation => {
    const body = {
      ...(exampleOf(operation.body!) as JsonObject),
      [operation.field]: { not: 'this' },
    };
    const response = await send(operation, { body });
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(`body.${operation.field}`);
  });

  it.each(WITH_BODY)('$name refuses broken JSON', async operation => {
    const response = await send(operation, { raw: '{"reason": ' });
    expect(response.status).toBe(400);
  });

  it.each(WITH_BODY)(
    '$name refuses a body that is no JSON',
    async operation => {
      const response = await send(operation, {
        raw: 'a=1',
        type: 'text/plain',
      });
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain('JSON');
    },
  );

  it.each(OPERATIONS.filter(({ path }) => path.includes('{')))(
    '$name names what it can not find',
    async operation => {
      const response = await send(operation, { missing: true });
      expect(response.status).toBe(404);
      expect(response.body.error.message).toMatch(/missing/);
    },
  );

  it.each(OPERATIONS)(
    '$name answers 405 to a method that its path has not, and says which it has',
    async operation => {
      const response = await request(portal.backend.server).patch(
        `/api/upgrade${pathOf(operation, ids)}`,
      );
      const allowed = OPERATIONS.filter(({ path }) => path === operation.path)
        .flatMap(({ method }) => (method === 'get' ? ['get', 'head'] : method))
        .map(method => method.toUpperCase())
        .join(', ');
      expect(response.status).toBe(405);
      expect(response.get('allow')).toBe(allowed);
      expect(response.body.error.message).toContain(allowed);
    },
  );

  it('tells nobody which methods there are', async () => {
    const response = await request(portal.backend.server)
      .patch('/api/upgrade/v1/platforms')
      .set('authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
  });

  it('answers 404 to a path that is in no document, and names it', async () => {
    const response = await request(portal.backend.server).get(
      '/api/upgrade/v1/nothing',
    );
    expect(response.status).toBe(404);
    const { message } = response.body.error;
    expect(message).toContain('/v1/nothing');
    const [, address] = /described at (\S+),/.exec(message)!;
    const described = await request(portal.backend.server).get(address);
    expect(described.body).toHaveProperty('openapi');
  });

  it('is described at /openapi.json', async () => {
    const response = await request(portal.backend.server).get(
      '/api/upgrade/openapi.json',
    );
    expect(response.body).toEqual(
      JSON.parse(JSON.stringify(buildOpenApiDocument())),
    );
  });

  function send(
    operation: Operation,
    options: {
      query?: Record<string, string>;
      body?: JsonValue;
      raw?: string;
      type?: string;
      missing?: boolean;
    } = {},
  ) {
    const path = pathOf(operation, options.missing ? undefined : ids);
    const sent = request(portal.backend.server)
      [operation.method](`/api/upgrade${path}`)
      .query(options.query ?? {});
    if (options.raw !== undefined) {
      return sent.type(options.type ?? 'application/json').send(options.raw);
    }
    return operation.body
      ? sent.send(
          (options.body ?? withIds(exampleOf(operation.body), ids)) as object,
        )
      : sent;
  }
});

function pathOf(
  { path, resource }: Operation,
  ids: { planId: string; upgradeId: string } | undefined,
): string {
  const { kind, namespace, name } = parseEntityRef(
    resource === 'application' ? SHOP_REF : CLUSTER_REF,
  );
  const values: Record<string, string> = {
    kind: path.includes('/plans/{kind}') ? 'upgrade' : kind,
    namespace,
    name: ids ? name : 'missing',
    findingId: ids ? 'finding' : 'missing',
    planId: ids?.planId ?? 'missing',
    upgradeId: ids?.upgradeId ?? 'missing',
  };
  return path.replace(/\{(\w+)\}/g, (_, parameter: string) => {
    if (!values[parameter]) {
      throw new Error(`The test knows no value for {${parameter}}`);
    }
    return values[parameter];
  });
}

function withIds(body: JsonValue, ids: { planId: string }): JsonValue {
  return typeof body === 'object' && body !== null && 'planId' in body
    ? { ...body, planId: ids.planId }
    : body;
}

function requiredOf({ body }: Operation): string[] {
  return (body?.required as string[] | undefined) ?? [];
}

/** A plan that nobody has started, and an upgrade that nobody has begun. */
async function preparePlanAndUpgrade(portal: OmniCloudPortal) {
  const api = portal.clientAs('user:default/mia');
  const { overview } = await api.getCluster(CLUSTER_REF);
  const plan = () =>
    api.createPlan(CLUSTER_REF, { toVersion: overview.recommendedVersion! });
  const started = await plan();
  for (const { findingId } of started.blockers) {
    await api.putOverride(started.id, findingId!, {
      reason: 'Only the routes are tested here',
    });
  }
  const { state } = await api.startUpgrade({
    planId: started.id,
    planHash: started.hash,
  });
  return { planId: (await plan()).id, upgradeId: state.id };
}
