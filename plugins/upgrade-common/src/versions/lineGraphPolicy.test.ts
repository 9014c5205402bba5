import { lineGraphPolicy } from './lineGraphPolicy';

const policyByMinor = lineGraphPolicy({
  numbersOfLine: 2,
  edges: [
    { fromLine: '4.0', toLine: '4.1', minimumSource: '4.0.2' },
    { fromLine: '4.2', toLine: '4.3', minimumSource: '4.2.1' },
    { fromLine: '4.2', toLine: '4.4', minimumSource: '4.2.6' },
  ],
});

function codes(
  [from, fromDate]: [string, string?],
  [to, toDate]: [string, string?],
  policy = policyByMinor,
) {
  const at = (date?: string) =>
    date === undefined ? undefined : Date.parse(date);
  const { refusals, risks } = policy.assessEdge(
    { version: from, releasedAtMs: at(fromDate) },
    { version: to, releasedAtMs: at(toDate) },
  );
  return [...refusals, ...risks].map(message => message.code);
}

describe('a policy of lines named by two numbers', () => {
  it.each([
    ['4.0.2', '4.1.0', []],
    ['4.0.1', '4.1.0', ['source-too-old']],
    ['4.2.6', '4.4.2', []],
    ['4.2.5', '4.4.2', ['source-too-old']],
    ['4.4.1', '4.4.9', []],
    ['4.4.2.157-k8s.2', '4.4.2.160-k8s.1', []],
    ['4.4.2.157-k8s.2', '4.4.2.157-k8s.3', []],
    ['4.4.2.157-k8s.9', '4.4.2.157-k8s.10', []],
    ['4.4.2.157-k8s.3', '4.4.2.157-k8s.2', ['not-newer']],
    ['4.4.2.157-k8s.2', '4.4.2.157-k8s.2', ['not-newer']],
    ['4.4.2.157-k8s.2', '4.4.2.157-beta.3', ['not-newer']],
    ['4.1.2', '4.4.0', ['line-step-not-permitted']],
    ['4.4.0', '4.3.9', ['not-newer']],
    ['4.4.0', 'latest', ['not-a-version']],
    ['4.4.0', '4.4', ['not-a-version']],
    ['4.4.0', 'v4.4.2', ['not-a-version']],
    ['4.4.0', '4.4.2x', ['not-a-version']],
    ['latest', '4.4.0', ['not-a-version']],
    ['4.4.2', '4.4.2.1', []],
    ['4.4.2.1', '4.4.2', ['not-newer']],
    ['4.4.2.0', '4.4.2', ['not-newer']],
    ['4.4.9', '4.4.10', []],
    ['4.4.2.157', '4.4.2.157-k8s.1', ['not-newer']],
  ])('judges %s to %s: %j', (from, to, expected) => {
    const blocking = codes([from], [to]).filter(
      code => code !== 'release-date-unknown',
    );
    expect(blocking).toEqual(expected);
  });

  it('goes by the date of publication, not by the number', () => {
    expect(codes(['4.2.11', '2025-05-01'], ['4.3.1', '2024-05-01'])).toEqual([
      'not-newer',
    ]);
    expect(codes(['4.2.11', '2024-05-01'], ['4.3.1', '2025-05-01'])).toEqual(
      [],
    );
  });

  it('goes by the number where both were published at once, or a date is not known', () => {
    const day = '2025-05-01';
    expect(codes(['4.2.11', day], ['4.2.12', day])).toEqual([]);
    expect(codes(['4.2.12', day], ['4.2.11', day])).toEqual(['not-newer']);
    expect(codes(['4.2.12'], ['4.2.11', day])).toEqual(['not-newer']);
    expect(codes(['4.2.12', day], ['4.2.11'])).toEqual(['not-newer']);
  });

  it('says whether the date or the number makes a version the older one', () => {
    const textOf = (from: [string, number?], to: [string, number?]) =>
      policyByMinor.assessEdge(
        { version: from[0], releasedAtMs: from[1] },
        { version: to[0], releasedAtMs: to[1] },
      ).refusals[0].text;
    expect(textOf(['4.2.11', 2], ['4.3.1', 1])).toBe(
      '4.3.1 was published before 4.2.11, although its number is larger.',
    );
    expect(textOf(['4.3.1'], ['4.2.11'])).toBe(
      '4.2.11 is not newer than 4.3.1.',
    );
    expect(textOf(['4.3.1'], ['4.3.1'])).toBe('4.3.1 is not newer than 4.3.1.');
  });

  it.each([
    ['4.4.0', 'latest', { version: 'latest' }],
    ['4.4.0', '4.3.9', { from: '4.4.0', to: '4.3.9' }],
    ['4.1.2', '4.4.0', { fromLine: '4.1', toLine: '4.4' }],
    [
      '4.0.1',
      '4.1.0',
      { from: '4.0.1', minimumSource: '4.0.2', toLine: '4.1' },
    ],
  ])(
    'names what it refuses of %s to %s, and no risk besides',
    (from, to, params) => {
      expect(
        policyByMinor.assessEdge({ version: from }, { version: to }),
      ).toMatchObject({ refusals: [{ params }], risks: [] });
    },
  );

  it('warns between lines where the dates are not known', () => {
    expect(codes(['4.2.11'], ['4.3.1'])).toEqual(['release-date-unknown']);
    const day = '2025-05-01';
    expect(codes(['4.2.11', day], ['4.3.1'])).toEqual(['release-date-unknown']);
    expect(codes(['4.2.11'], ['4.3.1', day])).toEqual(['release-date-unknown']);
    expect(
      policyByMinor.assessEdge({ version: '4.2.11' }, { version: '4.3.1' }),
    ).toMatchObject({
      refusals: [],
      risks: [{ params: { from: '4.2.11', to: '4.3.1' } }],
    });
    expect(codes(['4.2.11'], ['4.2.12'])).toEqual([]);
  });
});

describe('lineGraphPolicy', () => {
  it('tells versions from lines and from other texts, and knows no pre-releases', () => {
    expect(
      ['4.4.2', '4.4.2.157-k8s.3', '44.10.2', '4.4', 'latest'].map(
        policyByMinor.isVersion,
      ),
    ).toEqual([true, true, true, false, false]);
    expect(policyByMinor.isPreRelease('4.4.2-rc.1')).toBe(false);
  });

  it('takes the edition of the rules that plans by the first number as data', () => {
    const byMajor = lineGraphPolicy({
      numbersOfLine: 1,
      edges: [{ fromLine: '4', toLine: '5' }],
    });
    expect(codes(['4.3.1'], ['4.4.0'], byMajor)).toEqual([]);
    expect(codes(['5.1.0'], ['6.0.0'], byMajor)).toEqual([
      'line-step-not-permitted',
    ]);
  });
});
