import {
  PlanChange,
  PlanOutline,
} from '@cluster-upgrade/plugin-upgrade-common';
import { finishStep, runningScenario } from '../../testFixtures/scenario';
import { wayBack } from './wayBack';

const change = (
  name: string,
  reversibility: PlanChange['reversibility'],
): PlanChange => ({
  action: 'update',
  object: { apiVersion: 'v1', kind: 'WekaCluster', name },
  fields: [],
  reversibility,
  disruption: { level: 'none', text: 'none' },
});

function scenario() {
  const { plan, log } = runningScenario({ nodes: 1, done: 0 });
  const outline: PlanOutline = {
    ...plan,
    savedObjects: 3,
    changes: [change('prod', 'revert-until-applied'), change('c', 'revert')],
    steps: plan.steps.map(step =>
      step.id === 'w-1/agent'
        ? { ...step, reversibility: 'forward-only' as const }
        : step,
    ),
  };
  return { outline, log };
}

describe('wayBack', () => {
  it('restores everything before the point of no return, and names the phase it is in', () => {
    const { outline, log } = scenario();
    expect(wayBack(outline, log.state)).toEqual({
      saved: 3,
      restored: 3,
      lost: [],
      passed: [],
      nextPoint: 'Nodes',
    });
  });

  it('says what stays, and why, once the point of no return is passed', () => {
    const { outline, log } = scenario();
    finishStep(log, 'w-1/agent');
    expect(wayBack(outline, log.state)).toEqual({
      saved: 3,
      restored: 2,
      lost: ['WekaCluster prod'],
      passed: ['agent w-1'],
      nextPoint: undefined,
    });
  });

  it('says nothing where nothing is said to be saved', () => {
    const { outline, log } = scenario();
    expect(
      wayBack({ ...outline, savedObjects: undefined }, log.state),
    ).toBeUndefined();
  });
});
