import { ReleaseOption } from '../model/release';
import { isUpToDate } from './isUpToDate';
import { releaseOptions } from './releaseOptions';
import { semverPolicy } from './semverPolicy';

function optionsFrom(version: string): ReleaseOption[] {
  return releaseOptions({
    policy: semverPolicy({ maxMinorStep: 1, mayChangeMajor: false }),
    current: { version },
    available: [{ version: 'v1.5.0' }, { version: 'v2.0.0' }],
  });
}

describe('isUpToDate', () => {
  it('is so at the last version before a major one', () => {
    expect(isUpToDate('v1.5.0', optionsFrom('v1.5.0'))).toBe(true);
    expect(isUpToDate('v2.0.0', optionsFrom('v2.0.0'))).toBe(true);
  });

  it.each([
    'not-newer',
    'not-a-version',
    'major-step-too-large',
    'minor-step-too-large',
    'line-step-not-permitted',
    'source-too-old',
    'no-path',
  ])('is so where all others are refused as %s', code => {
    const [option] = optionsFrom('v1.5.0');
    const blockedBy = [{ code, text: 'x' }];
    expect(isUpToDate('v1.5.0', [{ ...option, blockedBy }])).toBe(true);
  });

  it('is not so where a version can be chosen', () => {
    expect(isUpToDate('v1.4.0', optionsFrom('v1.4.0'))).toBe(false);
  });

  it('is not so where something on the cluster stands in the way, or versions are mixed', () => {
    const [blocked] = optionsFrom('v1.5.0').map(option => ({
      ...option,
      blockedBy: [{ code: 'clients-behind', text: 'x' }],
    }));
    expect(isUpToDate('v1.5.0', [blocked])).toBe(false);
    const both = [...blocked.blockedBy, { code: 'no-path', text: 'y' }];
    expect(isUpToDate('v1.5.0', [{ ...blocked, blockedBy: both }])).toBe(false);
    expect(isUpToDate(undefined, [])).toBe(false);
  });
});
