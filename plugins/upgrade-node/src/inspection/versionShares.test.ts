import { versionShares } from './versionShares';

const part = (name: string, ...versions: string[]) => ({ name, versions });

describe('versionShares', () => {
  it.each([
    ['nothing', [], []],
    [
      'one version',
      [part('a', 'v1'), part('b', 'v1')],
      [{ version: 'v1', parts: ['a', 'b'] }],
    ],
    [
      'that of most parts first',
      [part('a', 'v1'), part('b', 'v2'), part('c', 'v2')],
      [
        { version: 'v2', parts: ['b', 'c'] },
        { version: 'v1', parts: ['a'] },
      ],
    ],
    [
      'the same order whatever was read first, where as many run each',
      [part('a', 'v2'), part('b', 'v1')],
      [
        { version: 'v1', parts: ['b'] },
        { version: 'v2', parts: ['a'] },
      ],
    ],
    [
      'a part that runs two, and once where two of its pods run one',
      [part('a', 'v1', 'v2', 'v1'), part('b')],
      [
        { version: 'v1', parts: ['a'] },
        { version: 'v2', parts: ['a'] },
      ],
    ],
  ])('tells %s', (_, parts, expected) => {
    expect(versionShares(parts)).toEqual(expected);
  });
});
