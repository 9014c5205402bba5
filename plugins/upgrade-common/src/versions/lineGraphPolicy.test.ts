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

  it('warns between lines where the dates are not known', () => {
    expect(codes(['4.2.11'], ['4.3.1'])).toEqual(['release-date-unknown']);
    expect(codes(['4.2.11'], ['4.2.12'])).toEqual([]);
  });
});

describe('lineGraphPolicy', () => {
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
