import fc from 'fast-check';
import {
  compareQuantities,
  formatQuantity,
  parseExactQuantity,
} from './quantity';

const canonical = (text: string) => {
  const quantity = parseExactQuantity(text);
  return quantity && formatQuantity(quantity);
};

describe('quantities', () => {
  it.each([
    ['0', '0'],
    ['1000m', '1'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.5', '1500m'],
    ['100m', '100m'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['1000Mi', '1000Mi'],
    ['0.5Ki', '512'],
    ['512Ki', '512Ki'],
    ['1000k', '1M'],
    ['1500k', '1500k'],
    ['1e3', '1e3'],
    ['12e6', '12e6'],
    ['1E', '1E'],
    ['5n', '5n'],
    ['0.1n', '1n'],
    ['-1.5', '-1500m'],
    ['+2', '2'],
  ])('write %s as %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each(['', 'abc', '1.2.3', '1KI', '1 Gi', 'Gi', '--1', '1e'])(
    'refuse %j',
    text => {
      expect(parseExactQuantity(text)).toBeUndefined();
    },
  );

  const texts = fc
    .tuple(
      fc.integer({ min: -100_000, max: 100_000 }),
      fc.constantFrom('m', '', 'k', 'M', 'Ki', 'Mi', 'Gi', 'e3'),
    )
    .map(([number, suffix]) => `${number}${suffix}`);

  it('mean the same after being written, and are then written the same', () => {
    fc.assert(
      fc.property(texts, text => {
        const written = canonical(text)!;
        expect(compareQuantities(written, text)).toBe(0);
        expect(canonical(written)).toBe(written);
      }),
    );
  });

  it('are compared by what they mean', () => {
    expect(compareQuantities('1Gi', '1G')).toBeGreaterThan(0);
    expect(compareQuantities('999m', '1')).toBeLessThan(0);
    expect(compareQuantities('1', 'x')).toBeNaN();
  });
});
