import { Permission } from '@backstage/plugin-permission-common';
import { upgradePermissions } from '../permissions';
import * as requestSchemas from './requests';
import { apiRoutes } from './routes';

describe('the table of routes', () => {
  it('asks for permissions that portals know', () => {
    const known: Permission[] = upgradePermissions;
    const asked = apiRoutes.flatMap(
      ({ authorization }) => authorization?.permission ?? [],
    );
    expect(asked.filter(permission => !known.includes(permission))).toEqual([]);
  });

  it('checks exactly the parameters that its paths have', () => {
    for (const { path, params = 'noInput' } of apiRoutes) {
      const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      const { shape } = requestSchemas[params] as unknown as { shape: object };
      expect(Object.keys(shape).sort()).toEqual(named.sort());
    }
  });

  it('changes nothing by GET, and takes a body only where something changes', () => {
    for (const { method, body, authorization } of apiRoutes) {
      if (method === 'GET') {
        expect(body).toBeUndefined();
        expect(authorization?.permission.name ?? '.read').toMatch(/\.read$/);
      }
    }
  });
});

const { createPlanBody, silenceBody, listUpgradesQuery } = requestSchemas;

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
      silenceBody.safeParse({ ...request, reason: ' '.repeat(30) }).success,
    ).toBe(false);
    expect(
      silenceBody.safeParse({ ...request, reason: 'x'.repeat(15) }).success,
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
