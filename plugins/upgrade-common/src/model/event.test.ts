import { isFinal } from './event';

describe('isFinal', () => {
  it('is the end alone, not what only waits for a person', () => {
    expect(isFinal('finished')).toBe(true);
    expect(
      (
        ['running', 'paused', 'needs-attention', 'checking-restore'] as const
      ).map(isFinal),
    ).toEqual([false, false, false, false]);
  });
});
