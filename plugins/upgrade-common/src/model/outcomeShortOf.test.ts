import { outcomeShortOf } from './outcomeShortOf';
import { PlanKind } from './plan';

const rollback = { cause: { code: 'asked', text: 'asked' }, by: 'engine' };

describe('how an upgrade ends that is not carried out in full', () => {
  it.each<[PlanKind, object | undefined, string]>([
    ['upgrade', undefined, 'stopped-mixed'],
    ['cleanup', undefined, 'stopped-mixed'],
    ['rollback', rollback, 'rolled-back-with-leftovers'],
    ['cleanup', rollback, 'rollback-failed'],
  ])('in its %s plan, after the rollback %j', (activePlan, by, outcome) => {
    expect(outcomeShortOf({ activePlan, rollback: by as any })).toBe(outcome);
  });
});
