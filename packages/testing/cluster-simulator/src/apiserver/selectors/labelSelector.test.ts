import fc from 'fast-check';
import {
  formatLabelSelector,
  labelSelectorMatcher,
  parseLabelSelector,
} from './labelSelector';

const web = { app: 'web', tier: 'front', weight: '7' };

describe('label selectors in a query', () => {
  it.each([
    ['', true],
    ['app=web', true],
    ['app==web', true],
    ['app=api', false],
    ['app!=api', true],
    ['missing!=x', true],
    ['app', true],
    ['!app', false],
    ['!missing', true],
    ['app in (web, api)', true],
    ['app notin (web)', false],
    ['missing notin (web)', true],
    ['app in (web),tier=front', true],
    ['app in (web), tier = back', false],
    ['weight>6', true],
    ['weight<7', false],
    ['app=', false],
    ['toString', false],
  ])('%j', (selector, expected) => {
    expect(parseLabelSelector(selector)(web)).toBe(expected);
  });

  it.each([
    ['a b', "found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a in (b', "found '', expected: ',' or ')'"],
    ['a=-b', 'is not a label selector'],
  ])('refuse %j', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(message);
  });
});

describe('label selectors in an object', () => {
  it('match nothing when missing, and everything when empty', () => {
    expect(labelSelectorMatcher(undefined)(web)).toBe(false);
    expect(labelSelectorMatcher({})(web)).toBe(true);
    expect(labelSelectorMatcher({})(undefined)).toBe(true);
  });

  const key = fc.constantFrom('app', 'tier', 'zone');
  const value = fc.constantFrom('a', 'b', 'c');
  const selectors = fc.record({
    matchLabels: fc.dictionary(key, value, { maxKeys: 2 }),
    matchExpressions: fc.array(
      fc.oneof(
        fc.record({
          key,
          operator: fc.constantFrom('In', 'NotIn'),
          values: fc.uniqueArray(value, { minLength: 1 }),
        }),
        fc.record({
          key,
          operator: fc.constantFrom('Exists', 'DoesNotExist'),
        }),
      ),
      { maxLength: 3 },
    ),
  });

  it('mean the same in the form of a query', () => {
    fc.assert(
      fc.property(
        selectors,
        fc.dictionary(key, value, { maxKeys: 3 }),
        (selector, labels) => {
          expect(
            parseLabelSelector(formatLabelSelector(selector))(labels),
          ).toBe(labelSelectorMatcher(selector)(labels));
        },
      ),
    );
  });
});
