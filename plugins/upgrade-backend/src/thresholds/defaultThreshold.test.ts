import { defaultThresholdOf } from './defaultThreshold';

const configured = { maxFailures: 1, unit: 'count' as const, mustLastMs: 0 };

describe('the default threshold', () => {
  it.each([
    ['nobody says anything', undefined, undefined, 'rollback'],
    ['the platform does not go back', undefined, 'pause', 'pause'],
    ['the configuration says so', 'warn', 'pause', 'warn'],
    ['the configuration asks for it', 'rollback', 'pause', 'rollback'],
  ] as const)(
    'acts as it should when %s',
    (_, action, ofPlatform, expected) => {
      expect(
        defaultThresholdOf(
          { ...configured, ...(action && { action }) },
          ofPlatform && { defaultThresholdAction: ofPlatform },
        ),
      ).toEqual({ ...configured, action: expected });
    },
  );
});
