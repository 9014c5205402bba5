import fc from 'fast-check';
import { lineGraphPolicy } from './lineGraphPolicy';
import { releaseOptions } from './releaseOptions';
import { semverPolicy } from './semverPolicy';

const policy = semverPolicy({ maxMinorStep: 1, mayChangeMajor: false });
const releases = (...versions: string[]) =>
  versions.map(version => ({ version }));
const current = { version: 'v1.4.0' };

function summary(options: ReturnType<typeof releaseOptions>) {
  return options.map(option =>
    [
      option.version,
      option.isRecommended ? 'recommended' : '',
      option.path.join('>'),
      option.blockedBy.map(reason => reason.code).join('+'),
    ]
      .filter(Boolean)
      .join(' '),
  );
}

describe('releaseOptions', () => {
  it('offers newer versions only, newest first, and recommends the newest that can be chosen', () => {
    const available = releases(
      'v1.3.9',
      'v1.4.0',
      'v1.4.1',
      'v1.5.0',
      'v1.6.0',
      'v1.6.0-rc.1',
      'v2.0.0',
      'nightly',
    );
    expect(summary(releaseOptions({ policy, current, available }))).toEqual([
      'v2.0.0 major-step-too-large+no-path',
      'v1.6.0 minor-step-too-large+needs-intermediate-version',
      'v1.5.0 recommended v1.5.0',
      'v1.4.1 v1.4.1',
      'nightly not-a-version',
    ]);
  });

  it('gives notes only with an address that a browser may open', () => {
    const notes = [
      'https://example.com/notes',
      'http://intranet/notes',
      ['javascript', 'alert(1)'].join(':'),
      'data:text/html,x',
      'notes.txt',
    ];
    const options = releaseOptions({
      policy,
      current,
      available: notes.map((notesUrl, index) => ({
        version: `v1.4.${index + 1}`,
        notesUrl,
      })),
    });
    expect(options.map(({ notesUrl }) => notesUrl).reverse()).toEqual([
      notes[0],
      notes[1],
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('says how long a version is supported, where that is published', () => {
    const [ending, open] = releaseOptions({
      policy,
      current,
      available: [
        { version: 'v1.5.0', supportEndsAtMs: 7 },
        { version: 'v1.4.1' },
      ],
    });
    expect(ending.supportEndsAtMs).toBe(7);
    expect(open).not.toHaveProperty('supportEndsAtMs');
  });

  it('tells the risks of the step itself, which block nothing', () => {
    const [option] = releaseOptions({
      policy: lineGraphPolicy({
        numbersOfLine: 2,
        edges: [{ fromLine: '4.1', toLine: '4.2' }],
      }),
      current: { version: '4.1.2' },
      available: releases('4.2.6'),
    });
    expect(option).toMatchObject({
      blockedBy: [],
      risks: [{ code: 'release-date-unknown' }],
    });
  });

  it('names what stands between the versions', () => {
    const [far, next] = releaseOptions({
      policy,
      current,
      available: releases('v3.0.0', 'v1.6.0', 'v1.5.0'),
    });
    expect(far.blockedBy.at(-1)).toMatchObject({
      code: 'no-path',
      params: { from: 'v1.4.0', to: 'v3.0.0' },
    });
    expect(next.blockedBy.at(-1)).toMatchObject({
      code: 'needs-intermediate-version',
      params: { next: 'v1.5.0', path: 'v1.5.0, v1.6.0' },
    });
    expect(far.risks).toEqual([]);
  });

  it('names the versions to pass through', () => {
    const [farthest] = releaseOptions({
      policy,
      current,
      available: releases('v1.5.0', 'v1.5.3', 'v1.6.0', 'v1.7.0'),
    });
    expect(farthest.blockedBy.map(reason => reason.text)).toEqual([
      'v1.7.0 is 3 minor versions ahead of v1.4.0; at most 1 at a time is allowed.',
      'Upgrade to v1.5.3, then to v1.6.0 first.',
    ]);
  });

  it('gives the whole path where one upgrade may take several steps', () => {
    const available = releases('v1.5.0', 'v1.6.0');
    const [option] = releaseOptions({
      policy,
      current,
      available,
      maxSteps: 2,
    });
    expect(option).toMatchObject({
      version: 'v1.6.0',
      path: ['v1.5.0', 'v1.6.0'],
      blockedBy: [],
      isRecommended: true,
    });
  });

  it('offers nothing while it is not known what runs', () => {
    const available = releases('v1.5.0', 'nightly', 'v1.6.0');
    expect(
      summary(releaseOptions({ policy, current: undefined, available })),
    ).toEqual([
      'v1.6.0 current-version-unknown',
      'v1.5.0 current-version-unknown',
      'nightly current-version-unknown',
    ]);
    const [first] = releaseOptions({
      policy,
      current: { version: 'dirty' },
      available,
    });
    expect(first.blockedBy).toMatchObject([
      { code: 'current-version-not-understood', params: { version: 'dirty' } },
    ]);
  });

  it('offers pre-releases to those who ask', () => {
    const available = releases('v1.5.0-rc.1');
    expect(releaseOptions({ policy, current, available })).toEqual([]);
    expect(
      summary(
        releaseOptions({ policy, current, available, showsPreReleases: true }),
      ),
    ).toEqual(['v1.5.0-rc.1 recommended v1.5.0-rc.1']);
  });

  it('follows a graph of lines as well', () => {
    const options = releaseOptions({
      policy: lineGraphPolicy({
        numbersOfLine: 2,
        edges: [
          { fromLine: '4.1', toLine: '4.2' },
          { fromLine: '4.2', toLine: '4.3' },
          { fromLine: '4.2', toLine: '4.4' },
        ],
      }),
      current: { version: '4.1.2' },
      available: releases('4.2.6', '4.3.0', '4.4.2'),
      maxSteps: 3,
    });
    expect(options[0].path).toEqual(['4.2.6', '4.4.2']);
  });

  it('lets every version either be reached by permitted steps or say why not', () => {
    const version = fc
      .tuple(
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 2 }),
      )
      .map(numbers => `v${numbers.join('.')}`);
    fc.assert(
      fc.property(
        version,
        fc.array(version, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        (from, available, maxSteps) => {
          const options = releaseOptions({
            policy,
            current: { version: from },
            available: releases(...available),
            maxSteps,
          });
          for (const option of options) {
            const isReachable = option.path.length > 0;
            expect(isReachable).toBe(option.blockedBy.length === 0);
            expect(option.path.length).toBeLessThanOrEqual(maxSteps);
            expect([option.version, undefined]).toContain(option.path.at(-1));
            [from, ...option.path].slice(0, -1).forEach((step, index) => {
              const edge = policy.assessEdge(
                { version: step },
                { version: option.path[index] },
              );
              expect(edge.refusals).toEqual([]);
            });
          }
        },
      ),
    );
  });
});
