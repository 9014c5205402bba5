import { PlanStep } from '../model/plan';
import { irreversibleSteps, nameToType } from './irreversible';

const step = (
  title: string,
  reversibility: PlanStep['reversibility'],
): PlanStep => ({ title, reversibility }) as PlanStep;

const clusterRef = 'resource:default/prod';
const plan = {
  clusterRef,
  steps: [step('Cordon', 'revert'), step('Upgrade storage', 'forward-only')],
};
const harmless = { clusterRef, steps: [step('Cordon', 'revert')] };

describe('nameToType', () => {
  it('asks where a step can not be taken back, and names it', () => {
    expect(irreversibleSteps(plan)).toEqual(['Upgrade storage']);
    expect(nameToType({ plan, overrides: [] })).toBe('prod');
  });

  it('asks where a risk was accepted, and else does not', () => {
    expect(nameToType({ plan: harmless, overrides: [{}] })).toBe('prod');
    expect(nameToType({ plan: harmless, overrides: [] })).toBeUndefined();
  });
});
