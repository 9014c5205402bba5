import { planOf, step } from '../../testFixtures/plan';
import { laneExamples } from './laneExamples';

describe('laneExamples', () => {
  it('shows what is done to one node of all', () => {
    const [example, ...others] = laneExamples(planOf(3));
    expect(others).toEqual([]);
    expect(example).toMatchObject({
      kind: 'node',
      name: 'w-1',
      count: 3,
      atOnce: 1,
    });
    expect(example.steps.map(({ title }) => title)).toEqual([
      'cordon w-1',
      'drain w-1',
      'agent w-1',
      'verify w-1',
      'uncordon w-1',
    ]);
  });

  it('takes the lane that most is done to, by the name and the kind that its target has', () => {
    const plan = planOf(2);
    const steps = [
      ...plan.steps,
      step({
        id: 'w-2/extra',
        phaseId: 'nodes',
        lane: { id: 'node/w-2', group: 'nodes' },
      }),
    ];
    const targets = [
      { id: 'b', name: 'frontend-2', kind: 'container', laneId: 'node/w-2' },
    ];
    expect(laneExamples({ ...plan, steps, targets })).toEqual([
      expect.objectContaining({ kind: 'container', name: 'frontend-2' }),
    ]);
  });

  it('has nothing to show where the platform does the work itself', () => {
    expect(laneExamples(planOf(0))).toEqual([]);
  });
});
