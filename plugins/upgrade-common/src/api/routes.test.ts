import { upgradePermissions } from '../permissions';
import { createPlanBody, disregardBody, listUpgradesQuery } from './requests';
import { apiRoutes } from './routes';

describe('the table of routes', () => {
  it('asks for permissions that exist, of the right kind', () => {
    const typeByResource = {
      cluster: 'upgrade-cluster',
      plan: 'upgrade-cluster',
      upgrade: 'upgrade',
      application: 'upgrade-application',
    } as const;
    for (const { authorization } of apiRoutes) {
      if (authorization) {
        const permission = upgradePermissions.find(
          ({ name }) => name === authorization.permission,
        );
        expect(permission).toBeDefined();
        if (authorization.resource !== 'list') {
          expect(permission!.resourceType).toBe(
            typeByResource[authorization.resource],
          );
        }
      }
    }
  });

  it('checks exactly the parameters that its paths have', () => {
    for (const { path, params } of apiRoutes) {
      const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      const shape = (params as unknown as { shape: object }).shape;
      expect(Object.keys(shape).sort()).toEqual(named.sort());
    }
  });

  it('changes nothing by GET, and takes a body only where something changes', () => {
    for (const { method, body, authorization } of apiRoutes) {
      if (method === 'GET') {
        expect(body).toBeUndefined();
        expect(authorization?.permission ?? '.read').toMatch(/\.read$/);
      }
    }
  });
});

describe('requests', () => {
  it('refuse more than all instances', () => {
    const request = (maxFailures: number, unit: string) => ({
      toVersion: 'v2',
      thresholds: [
        {
          applicationId: 'a/b',
          maxFailures,
          unit,
          mustLastMs: 0,
          action: 'warn',
        },
      ],
    });
    expect(createPlanBody.safeParse(request(101, 'count')).success).toBe(true);
    expect(createPlanBody.safeParse(request(101, 'percent')).success).toBe(
      false,
    );
  });

  it('refuse a reason that is only blanks', () => {
    const request = { applicationId: 'a/b', forMs: 1000 };
    expect(
      disregardBody.safeParse({ ...request, reason: ' '.repeat(30) }).success,
    ).toBe(false);
    expect(
      disregardBody.safeParse({ ...request, reason: 'x'.repeat(15) }).success,
    ).toBe(true);
  });

  it('read several statuses from one parameter', () => {
    expect(
      listUpgradesQuery.parse({ status: 'running,paused' }).status,
    ).toEqual(['running', 'paused']);
    expect(listUpgradesQuery.safeParse({ status: 'flying' }).success).toBe(
      false,
    );
  });
});
