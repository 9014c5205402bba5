import { overview } from '../testFixtures/cluster';
import { versionShares } from './versionShares';

describe('versionShares', () => {
  it('counts clusters by platform and version, the newest first, then the mixed, then the unknown', () => {
    const of = (version: string | undefined, platform = 'omnicloud') =>
      overview({ version, versions: [], platform, platformTitle: platform });
    const half = overview({
      version: undefined,
      versions: [
        { version: 'v1.9.0', parts: ['a'] },
        { version: 'v1.10.0', parts: ['b'] },
      ],
    });
    expect(
      versionShares([
        of('4.4.5', 'weka'),
        of(undefined),
        { ...half, platformTitle: 'omnicloud' },
        of('v1.9.0'),
        of('v1.10.0'),
        of('v1.9.0'),
      ]),
    ).toEqual([
      {
        platform: 'omnicloud',
        title: 'omnicloud',
        versions: [
          { version: 'v1.10.0', state: 'one', clusters: 1, rank: 0 },
          { version: 'v1.9.0', state: 'one', clusters: 2, rank: 1 },
          { state: 'mixed', clusters: 1, rank: 2 },
          { state: 'unknown', clusters: 1, rank: 3 },
        ],
      },
      {
        platform: 'weka',
        title: 'weka',
        versions: [{ version: '4.4.5', state: 'one', clusters: 1, rank: 0 }],
      },
    ]);
  });
});
