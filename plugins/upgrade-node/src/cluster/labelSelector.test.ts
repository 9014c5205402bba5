import { LabelSelector, matchesLabels, selectorText } from './labelSelector';

const labels = { app: 'shop', tier: 'web' };

describe('matchesLabels', () => {
  it.each<[LabelSelector | undefined, boolean]>([
    [undefined, false],
    [{}, true],
    [{ matchLabels: { app: 'shop' } }, true],
    [{ matchLabels: { app: 'shop', tier: 'api' } }, false],
    [expression('tier', 'In', 'web', 'api'), true],
    [expression('zone', 'In', 'a'), false],
    [expression('tier', 'NotIn', 'web'), false],
    [expression('zone', 'NotIn', 'a'), true],
    [expression('tier', 'Exists'), true],
    [expression('zone', 'Exists'), false],
    [expression('zone', 'DoesNotExist'), true],
    [expression('tier', 'DoesNotExist'), false],
  ])('answers %j with %p', (selector, expected) => {
    expect(matchesLabels(selector, labels)).toBe(expected);
  });
});

describe('selectorText', () => {
  it('says the same as a query', () => {
    expect(
      selectorText({
        matchLabels: { app: 'shop' },
        matchExpressions: [
          { key: 'a', operator: 'In', values: ['x', 'y'] },
          { key: 'b', operator: 'NotIn', values: ['z'] },
          { key: 'c', operator: 'Exists' },
          { key: 'd', operator: 'DoesNotExist' },
        ],
      }),
    ).toBe('app=shop,a in (x,y),b notin (z),c,!d');
  });
});

function expression(
  key: string,
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
  ...values: string[]
): LabelSelector {
  return { matchExpressions: [{ key, operator, values }] };
}
