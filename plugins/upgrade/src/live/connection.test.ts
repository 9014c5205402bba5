import {
  ConnectionFacts,
  isSameConnection,
  judgeConnection,
  REQUEST_DEADLINE_MS,
  retryDelayMs,
  STALE_AFTER_MS,
} from './connection';

const T = 1_000_000;

describe('judgeConnection', () => {
  const cases: Array<[string, ConnectionFacts, number, object]> = [
    ['nothing came yet', { isComplete: false }, T, { status: 'connecting' }],
    [
      'an answer came',
      { lastAnswerAtMs: T, isComplete: false },
      T + 1,
      { status: 'live' },
    ],
    [
      'the server holds the request open',
      { lastAnswerAtMs: T, isComplete: false },
      T + REQUEST_DEADLINE_MS,
      { status: 'live' },
    ],
    [
      'a try has just failed',
      { lastAnswerAtMs: T, failingSinceMs: T + 5, isComplete: false },
      T + 6,
      { status: 'delayed', sinceMs: T + 5 },
    ],
    [
      'tries have failed for long',
      { lastAnswerAtMs: T, failingSinceMs: T + 5, isComplete: false },
      T + 5 + STALE_AFTER_MS,
      { status: 'stale', sinceMs: T },
    ],
    [
      'the laptop slept: nothing failed, nothing came',
      { lastAnswerAtMs: T, isComplete: false },
      T + REQUEST_DEADLINE_MS + 1,
      { status: 'stale', sinceMs: T },
    ],
    [
      'everything was read',
      { lastAnswerAtMs: T, failingSinceMs: T, isComplete: true },
      T + 1e9,
      { status: 'ended' },
    ],
  ];
  it.each(cases)('decides when %s', (_, facts, nowMs, expected) => {
    expect(judgeConnection(facts, nowMs)).toEqual(expected);
  });

  it('calls a page stale within 15 s of a backend that is gone', () => {
    const facts = { lastAnswerAtMs: T, failingSinceMs: T, isComplete: false };
    expect(judgeConnection(facts, T + 15_000).status).toBe('stale');
  });
});

it('tells connections apart by what a person would read', () => {
  expect(
    isSameConnection(
      { status: 'stale', sinceMs: 1 },
      { status: 'stale', sinceMs: 1 },
    ),
  ).toBe(true);
  expect(
    isSameConnection(
      { status: 'stale', sinceMs: 1 },
      { status: 'stale', sinceMs: 2 },
    ),
  ).toBe(false);
  expect(isSameConnection({ status: 'live' }, { status: 'ended' })).toBe(false);
});

it('waits longer after each failure, within bounds, and spreads the pages', () => {
  expect([0, 1, 2, 3, 9].map(n => retryDelayMs(n, 1))).toEqual([
    1000, 2000, 4000, 5000, 5000,
  ]);
  expect(retryDelayMs(9, 0)).toBe(2500);
});
