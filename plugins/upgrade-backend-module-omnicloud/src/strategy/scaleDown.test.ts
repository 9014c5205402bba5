import { disruptionsAllowed } from '@cluster-upgrade/plugin-upgrade-node';
import fc from 'fast-check';
import { application, strategy } from '../__testUtils__/planInput';
import { reducedReplicas, scaledApplications } from './scaleDown';

describe('reducedReplicas', () => {
  it.each([
    [4, 50, [], 2],
    [3, 40, [], 2],
    [1, 90, [], 1],
    [10, 0, [], 10],
    [0, 50, [], 0],
    // Three must stay available, so that four are needed for one to go.
    [6, 50, [{ name: 'b', minAvailable: 3 }], 4],
    [4, 50, [{ name: 'b', minAvailable: 3 }], 4],
    [4, 50, [{ name: 'b', minAvailable: '50%' }], 2],
    [4, 75, [{ name: 'b', maxUnavailable: 1 }], 1],
    [4, 50, [{ name: 'b', maxUnavailable: 0 }], 4],
  ])(
    'scales %i by %i%% under %j to %i',
    (desired, percent, budgets, expected) => {
      expect(reducedReplicas(desired, percent, budgets)).toBe(expected);
    },
  );

  it('never scales up, never to none, and leaves an instance that may be disturbed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 50 }),
        (desired, percent, minAvailable) => {
          const budget = { name: 'b', minAvailable };
          const replicas = reducedReplicas(desired, percent, [budget]);
          expect(replicas).toBeGreaterThanOrEqual(1);
          expect(replicas).toBeLessThanOrEqual(desired);
          expect(
            replicas === desired || disruptionsAllowed(replicas, budget) > 0,
          ).toBe(true);
        },
      ),
    );
  });
});

describe('scaledApplications', () => {
  const applications = [
    application('a/critical', { priority: 'critical' }),
    application('b/normal'),
    application('c/batch', { priority: 'non-critical' }),
    application('d/scaled', { priority: 'non-critical' }),
  ];
  const facts = { autoscaledApplicationIds: ['d/scaled'], budgetRules: {} };
  const scaled = (kind: 'capacity-first' | 'scale-down' | 'hybrid') =>
    scaledApplications(
      applications,
      { ...strategy, kind, scaleDownPercent: 50 },
      facts,
    ).map(({ application: { id }, replicas }) => `${id} ${replicas}`);

  it('takes from all, from the non-critical, or from none, never from autoscaled ones', () => {
    expect(scaled('scale-down')).toEqual([
      'a/critical 2',
      'b/normal 2',
      'c/batch 2',
    ]);
    expect(scaled('hybrid')).toEqual(['c/batch 2']);
    expect(scaled('capacity-first')).toEqual([]);
  });
});
