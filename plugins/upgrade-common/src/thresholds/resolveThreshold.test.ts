import fc from 'fast-check';
import { allowedInstances, resolveThreshold } from './resolveThreshold';

const platformDefault = {
  name: 'upgrade.thresholds.default',
  settings: {
    maxFailures: 0,
    unit: 'count',
    mustLastMs: 30_000,
    action: 'rollback',
  },
} as const;
const named = (name: string, maxFailures: number) => ({
  name,
  settings: { maxFailures, unit: 'count' as const },
});
const application = { id: 'shop/checkout', desired: 4 };

describe('resolveThreshold', () => {
  const all = {
    upgrade: named('this upgrade', 1),
    stored: named('component:default/checkout', 2),
    'component-annotation': named('component:default/checkout', 3),
    'workload-annotation': named('shop/checkout', 4),
    'platform-default': platformDefault,
  };

  it.each([
    ['upgrade', all, 1],
    ['stored', { ...all, upgrade: undefined }, 2],
    [
      'component-annotation',
      { ...all, upgrade: undefined, stored: undefined },
      3,
    ],
    [
      'workload-annotation',
      {
        'workload-annotation': all['workload-annotation'],
        'platform-default': platformDefault,
      },
      4,
    ],
    ['platform-default', { 'platform-default': platformDefault }, 0],
  ])('takes %s when nothing stronger speaks', (source, sources, allowed) => {
    expect(resolveThreshold(application, sources)).toMatchObject({
      source,
      allowedInstances: allowed,
    });
  });

  it('names what to change, and fills what the source leaves open from the default', () => {
    expect(
      resolveThreshold(application, {
        'component-annotation': {
          name: 'component:default/checkout',
          settings: { maxFailures: 50, unit: 'percent', action: 'warn' },
        },
        'platform-default': platformDefault,
      }),
    ).toEqual({
      applicationId: 'shop/checkout',
      maxFailures: 50,
      unit: 'percent',
      mustLastMs: 30_000,
      action: 'warn',
      source: 'component-annotation',
      sourceName: 'component:default/checkout',
      allowedInstances: 2,
    });
  });
});

describe('allowedInstances', () => {
  it.each([
    [25, 4, 1],
    [25, 3, 0],
    [34, 3, 1],
    [99, 1, 0],
    [100, 3, 3],
    [50, 0, 0],
  ])('accepts of %i%% of %i instances %i', (percent, desired, allowed) => {
    expect(
      allowedInstances({ maxFailures: percent, unit: 'percent' }, desired),
    ).toBe(allowed);
  });

  it('never accepts more than the percentage says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 10_000 }),
        (maxFailures, desired) => {
          const allowed = allowedInstances(
            { maxFailures, unit: 'percent' },
            desired,
          );
          expect(allowed * 100).toBeLessThanOrEqual(desired * maxFailures);
        },
      ),
    );
  });
});
