import { isSetAside, SET_ASIDE_CODE } from './setAside';
import { UpgradeStatus } from './upgrade';

const failedFor = (code: string) => ({
  kind: 'error' as const,
  cause: { code, text: 'text' },
  remedy: 'mend it',
});

describe('isSetAside', () => {
  it.each<[UpgradeStatus, string | undefined, boolean]>([
    ['needs-attention', SET_ASIDE_CODE, true],
    ['needs-attention', 'step-failed', false],
    ['needs-attention', undefined, false],
    // Taken up again by a person, whatever is still said of the last failure.
    ['running', SET_ASIDE_CODE, false],
  ])('of one that is %s for %s is %s', (status, code, expected) => {
    const failure = code === undefined ? undefined : failedFor(code);
    expect(isSetAside({ status, failure })).toBe(expected);
  });

  it('goes by a code that is stored, and therefore stays', () => {
    expect(SET_ASIDE_CODE).toBe('no-progress');
  });
});
