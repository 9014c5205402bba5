import { canTrigger } from './canTrigger';

describe('canTrigger', () => {
  it.each([
    [2, 'count', 3, true],
    [3, 'count', 3, false],
    [5, 'count', 3, false],
    [99, 'percent', 3, true],
    [100, 'percent', 3, false],
    [1, 'count', 0, true],
  ] as const)(
    '%s (%s) of %s instances: %s',
    (maxFailures, unit, desired, can) => {
      expect(canTrigger({ maxFailures, unit }, desired)).toBe(can);
    },
  );
});
