import { naturalOrder } from './naturalOrder';

describe('naturalOrder', () => {
  it.each([
    [
      ['rack-10', 'rack-2', 'rack-1'],
      ['rack-1', 'rack-2', 'rack-10'],
    ],
    [
      ['v1.10.0', 'v1.9.3'],
      ['v1.9.3', 'v1.10.0'],
    ],
    [
      ['eu-b', 'eu-a', ''],
      ['', 'eu-a', 'eu-b'],
    ],
  ])('of %j is %j', (names, sorted) => {
    expect([...names].sort(naturalOrder)).toEqual(sorted);
  });
});
