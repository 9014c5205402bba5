import { semverPolicy } from './semverPolicy';

const cautious = semverPolicy({ maxMinorStep: 1, mayChangeMajor: false });
const free = semverPolicy({ mayChangeMajor: true });

describe('semverPolicy', () => {
  it.each([
    ['v1.4.0', 'v1.4.1', undefined],
    ['v1.4.0', 'v1.5.7', undefined],
    ['1.4.0', 'v1.5.0', undefined],
    ['v1.5.0-rc.1', 'v1.5.0', undefined],
    ['v1.4.0', 'v1.6.0', 'minor-step-too-large'],
    ['v1.4.0', 'v2.0.0', 'major-step-too-large'],
    ['v1.4.0', 'v1.4.0', 'not-newer'],
    ['v1.4.10', 'v1.4.9', 'not-newer'],
    ['v1.4.0', 'latest', 'not-a-version'],
    ['main', 'v1.4.0', 'not-a-version'],
  ])('judges %s to %s: %s', (from, to, code) => {
    const { refusals } = cautious.assessEdge(
      { version: from },
      { version: to },
    );
    expect(refusals.map(refusal => refusal.code)).toEqual(code ? [code] : []);
  });

  it('permits any minor step and one major step where the rules say so', () => {
    const assess = (from: string, to: string) =>
      free.assessEdge({ version: from }, { version: to }).refusals;
    expect(assess('v1.4.0', 'v1.9.0')).toEqual([]);
    expect(assess('v1.4.0', 'v2.3.0')).toEqual([]);
    expect(assess('v1.4.0', 'v3.0.0')).toMatchObject([
      { code: 'major-step-too-large' },
    ]);
  });

  it('counts minor versions within one major version alone', () => {
    const both = semverPolicy({ maxMinorStep: 1, mayChangeMajor: true });
    const assess = (from: string, to: string) =>
      both.assessEdge({ version: from }, { version: to }).refusals;
    expect(assess('v1.4.0', 'v1.6.0')).toHaveLength(1);
    expect(assess('v1.0.0', 'v2.3.0')).toEqual([]);
  });

  it.each([
    ['v1.4.0', 'latest', { version: 'latest' }],
    ['main', 'v1.4.0', { version: 'main' }],
    ['v1.4.10', 'v1.4.9', { from: 'v1.4.10', to: 'v1.4.9' }],
    ['v1.4.0', 'v2.0.0', { from: 'v1.4.0', to: 'v2.0.0' }],
    [
      'v1.4.0',
      'v1.6.0',
      { from: 'v1.4.0', to: 'v1.6.0', minors: 2, maxMinorStep: 1 },
    ],
  ])(
    'names what it refuses of %s to %s, and no risk besides',
    (from, to, params) => {
      expect(
        cautious.assessEdge({ version: from }, { version: to }),
      ).toMatchObject({ refusals: [{ params }], risks: [] });
    },
  );

  it('tells versions and pre-releases from other texts', () => {
    expect(['v1.4.0', '1.4', 'latest'].map(cautious.isVersion)).toEqual([
      true,
      false,
      false,
    ]);
    expect(['v1.5.0-rc.1', 'v1.5.0'].map(cautious.isPreRelease)).toEqual([
      true,
      false,
    ]);
  });
});
