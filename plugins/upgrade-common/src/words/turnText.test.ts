import { FailingInstance } from '../model/health';
import { breachText, turnText } from './turnText';

const failing = (...reasons: FailingInstance['reason'][]) =>
  reasons.map((reason, i) => ({
    pod: `p-${i}`,
    reason,
    detail: '',
    sinceMs: 0,
  }));

describe('breachText', () => {
  it.each([
    [
      failing('crash-loop'),
      'shop/shop had 1 crash-looping instance, 0 allowed',
    ],
    [
      failing('not-ready', 'not-ready'),
      'shop/shop had 2 unready instances, 0 allowed',
    ],
    [
      failing('failed', 'not-ready'),
      'shop/shop had 2 failing instances, 0 allowed',
    ],
  ])('names how they fail where all fail alike', (instances, text) => {
    expect(
      breachText({
        applicationId: 'shop/shop',
        failing: instances,
        allowedInstances: 0,
      }),
    ).toBe(text);
  });
});

describe('turnText', () => {
  const failure = {
    kind: 'measured',
    cause: { code: 'c', text: 'shop/shop had 1 failed instance, 0 allowed' },
    remedy: 'Look.',
  } as const;
  const rollback = { by: 'engine', atMs: 0, automatic: true };

  it.each([
    [
      { status: 'rolling-back', rollback, failure },
      'Rolling back because shop/shop had 1 failed instance, 0 allowed.',
    ],
    [
      { status: 'finished', rollback, failure },
      'Rolled back because shop/shop had 1 failed instance, 0 allowed.',
    ],
    [
      {
        status: 'finished',
        rollback: { by: 'user:default/mia', atMs: 0, automatic: false },
      },
      'Rolled back because mia asked for it.',
    ],
    [{ status: 'finished' }, undefined],
  ] as const)('says why in situation %#', (state, text) => {
    expect(turnText(state)).toBe(text);
  });
});
