import { inventoryOf } from './__testUtils__/planInput';
import { listReleases, parseVersions } from './releases';

const offered = ['v1.4.0', 'v1.4.1', 'v1.5.0', 'v1.6.0', 'v2.0.0'];

function summary(...versions: string[]) {
  const inventory = inventoryOf({
    versions: versions.map(version => ({ version, parts: ['forge'] })),
  });
  return listReleases(inventory, offered).map(
    ({ version, path, blockedBy, risks, isRecommended }) =>
      [
        version,
        isRecommended && 'recommended',
        ...path.map(step => `>${step}`),
        ...blockedBy.map(({ code }) => code),
        ...risks.map(({ code }) => code),
      ]
        .filter(Boolean)
        .join(' '),
  );
}

describe('listReleases', () => {
  it('offers what is newer by at most one minor version', () => {
    expect(summary('v1.4.0')).toEqual([
      'v2.0.0 major-step-too-large no-path',
      'v1.6.0 minor-step-too-large needs-intermediate-version',
      'v1.5.0 recommended >v1.5.0',
      'v1.4.1 >v1.4.1',
    ]);
  });

  it('lets an upgrade that was stopped go on, and takes no part back', () => {
    expect(summary('v1.5.0', 'v1.4.0')).toEqual([
      'v2.0.0 major-step-too-large no-path',
      'v1.6.0 minor-step-too-large needs-intermediate-version',
      'v1.5.0 recommended >v1.5.0',
      'v1.4.1 older-than-some-parts',
    ]);
  });

  it.each([[[]], [['v1.4.0', 'dirty']]])(
    'offers nothing while it is not known what runs: %j',
    versions => {
      expect(new Set(summary(...versions))).toEqual(
        new Set(
          [...offered].map(version => `${version} current-version-unknown`),
        ),
      );
    },
  );
});

describe('parseVersions', () => {
  it('reads versions between commas and lines, each once', () => {
    expect(parseVersions(' v1.4.1, v1.5.0\nv1.5.0 ')).toEqual([
      'v1.4.1',
      'v1.5.0',
    ]);
    expect(parseVersions('')).toEqual([]);
  });
});
