import { mergeReleases, parseReleases } from './parseReleases';

const day = (text: string) => Date.parse(text);

describe('the list of releases', () => {
  it.each<[string, ReturnType<typeof parseReleases>]>([
    ['', []],
    ['4.4.5', [{ version: '4.4.5' }]],
    [
      '4.4.5, 5.0.1\n5.1.0',
      ['4.4.5', '5.0.1', '5.1.0'].map(version => ({ version })),
    ],
    [
      '4.4.5 2026-02-11, 5.0.1',
      [
        { version: '4.4.5', releasedAtMs: day('2026-02-11') },
        { version: '5.0.1' },
      ],
    ],
    ['4.4.5 2026-13-45', [{ version: '4.4.5' }]],
    ['2026-02-11 4.4.5', [{ version: '4.4.5' }]],
  ])('reads %j', (text, expected) => {
    expect(parseReleases(text)).toEqual(expected);
  });

  it('takes from one list what the other leaves open, the first before the second', () => {
    expect(
      mergeReleases(
        [{ version: '4.4.5' }, { version: '5.0.1', releasedAtMs: 1 }],
        [
          { version: '4.4.5', releasedAtMs: 2 },
          { version: '5.0.1', releasedAtMs: 3 },
        ],
      ),
    ).toEqual([
      { version: '4.4.5', releasedAtMs: 2 },
      { version: '5.0.1', releasedAtMs: 1 },
    ]);
  });
});
