import { listed } from './listed';

describe('listed', () => {
  it.each([
    [[], ''],
    [['a', 'b'], 'a, b'],
    [['a', 'b', 'c'], 'a, b, c'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
  ])('says %j as "%s"', (names, text) => {
    expect(listed(names, 3)).toBe(text);
  });
});
