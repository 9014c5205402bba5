import { overview } from '../testFixtures/cluster';
import { versionShares } from './versionShares';

describe('versionShares', () => {
  it('counts clusters by platform and version, the newest first, the mixed last', () => {
    const of = (version: string | undefined, platform = 'omnicloud') =>
      overview({ version, platform, platformTitle: platform });
    expect(
      versionShares([
        of('4.4.5', 'weka'),
        of(undefined),
        of('v1.9.0'),
        of('v1.10.0'),
        of('v1.9.0'),
      ]),
    ).toEqual([
      {
        platform: 'omnicloud',
        title: 'omnicloud',
        versions: [
          { version: 'v1.10.0', clusters: 1, rank: 0 },
          { version: 'v1.9.0', clusters: 2, rank: 1 },
          { version: undefined, clusters: 1, rank: 2 },
        ],
      },
      {
        platform: 'weka',
        title: 'weka',
        versions: [{ version: '4.4.5', clusters: 1, rank: 0 }],
      },
    ]);
  });
});
