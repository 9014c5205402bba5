import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import fc from 'fast-check';
import { canonicalJson } from './canonicalJson';
import { planHash } from './planHash';

/** Any JSON, with the keys of its objects in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shuffled);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, part]) => [key, shuffled(part)]),
    );
  }
  return value;
}

describe('canonicalJson', () => {
  it('does not depend on the order in which keys were written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('is the same after a way through JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(
          canonicalJson(value),
        );
      }),
    );
  });

  it('keeps the order of lists, and tells different values apart', () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
    expect(canonicalJson({ a: 1 })).not.toBe(canonicalJson({ a: '1' }));
  });

  it('leaves absent values out', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
  });
});

describe('planHash', () => {
  it('changes with anything that the plan says', () => {
    const plan = { toVersion: 'v2', steps: [{ id: 'a', limitMs: 1 }] };
    const other = { toVersion: 'v2', steps: [{ id: 'a', limitMs: 2 }] };
    const hashes = [plan, other].map(value =>
      planHash(value as unknown as UpgradePlan),
    );
    expect(hashes[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(hashes[1]).not.toBe(hashes[0]);
  });
});
