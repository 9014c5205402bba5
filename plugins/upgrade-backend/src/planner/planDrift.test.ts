import {
  PlanChange,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { samplePlan, sampleStep } from '../simulation/samplePlan';
import { planDrift } from './planDrift';

function change(name: string, to: string): PlanChange {
  return {
    action: 'update',
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'n', name },
    fields: [{ kind: 'image', name: 'main', from: 'a', to }],
    reversibility: 'revert',
    disruption: { level: 'brief', text: 'seconds' },
  };
}

const PLAN: UpgradePlan = {
  ...samplePlan([sampleStep({ id: 'a' }), sampleStep({ id: 'b' })]),
  changes: [change('one', 'x'), change('two', 'x')],
};

describe('planDrift', () => {
  it('is empty for a plan that says the same', () => {
    expect(planDrift(PLAN, JSON.parse(JSON.stringify(PLAN)))).toEqual([]);
  });

  it('names the version when another one runs', () => {
    expect(planDrift(PLAN, { ...PLAN, fromVersion: 'v0' })).toMatchObject([
      { code: 'version-drifted', params: { now: 'v0' } },
    ]);
  });

  it('names objects that would be changed otherwise', () => {
    const now = { ...PLAN, changes: [change('one', 'x'), change('two', 'y')] };
    expect(planDrift(PLAN, now)).toEqual([
      {
        code: 'changes-drifted',
        params: { count: 1, named: 'apps/v1/Deployment/n/two' },
        text: '1 object is not as planned: apps/v1/Deployment/n/two.',
      },
    ]);
  });

  it('names steps that are gone and steps that are new', () => {
    const now = { ...PLAN, steps: [PLAN.steps[0], sampleStep({ id: 'c' })] };
    const [drift] = planDrift(PLAN, now);
    expect(drift.params).toEqual({ count: 2, named: 'b, c' });
  });

  it('counts what it does not name', () => {
    const steps = ['1', '2', '3', '4', '5'].map(id => sampleStep({ id }));
    const [drift] = planDrift({ ...PLAN, steps: [] }, { ...PLAN, steps });
    expect(drift.text).toBe('5 steps are not as planned: 1, 2, 3 and 2 more.');
  });

  it('never keeps quiet about a difference', () => {
    expect(planDrift(PLAN, { ...PLAN, laneLimits: { nodes: 9 } })).toHaveLength(
      1,
    );
  });
});
