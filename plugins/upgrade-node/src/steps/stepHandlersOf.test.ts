import { StepHandler } from '../step/StepHandler';
import { requireDistinctKinds, stepHandlersOf } from './stepHandlersOf';
import { stepLibrary } from './stepLibrary';

const handler = (kind: string) => ({ kind }) as StepHandler;
const driver = (...kinds: string[]) => ({
  platform: 'acme',
  stepHandlers: kinds.map(handler),
});

describe('the steps of a driver', () => {
  it("are the library's and its own", () => {
    const own = driver('acme-wait');
    expect(stepHandlersOf(own)).toEqual([...stepLibrary, ...own.stepHandlers]);
    expect(stepHandlersOf(undefined)).toEqual(stepLibrary);
  });

  it.each([
    [[], undefined],
    [['acme-wait', 'acme-go'], undefined],
    [['acme-wait', 'acme-wait'], 'is taken: acme-wait.'],
    [['soak', 'acme-wait', 'drain-node'], 'is taken: soak, drain-node.'],
  ])('named %j are refused with %j', (kinds, refusal) => {
    const check = () => requireDistinctKinds(driver(...kinds));
    if (refusal) {
      expect(check).toThrow(refusal);
    } else {
      expect(check).not.toThrow();
    }
  });
});
