import {
  finishStep,
  runningScenario,
  startStep,
} from '../../testFixtures/scenario';
import { givenBack } from './effects';

/** Every node is cordoned, which goes back in every outcome; a spare node is borrowed besides. */
function borrowingScenario(options: { nodes: number; done: number }) {
  const scenario = runningScenario(options);
  for (const step of scenario.plan.steps) {
    const isCordon = step.id.endsWith('/cordon');
    if (isCordon || step.id === 'orchestrator') {
      step.undo = [
        {
          ...step,
          id: `undo/${step.id}`,
          title: isCordon ? `Let ${step.subject} be` : 'Remove the spare node',
          when: 'always',
        },
      ];
    }
  }
  return scenario;
}

describe('givenBack', () => {
  it('names no node that is through, since it has its cordon back', () => {
    const { plan, log } = borrowingScenario({ nodes: 3, done: 1 });
    startStep(log, 'w-2/cordon');
    expect(givenBack(plan, log.state)).toEqual([
      'Remove the spare node',
      'Let w-2 be',
    ]);
  });

  it('names every node once a way back has touched them again', () => {
    const { plan, log } = borrowingScenario({ nodes: 2, done: 1 });
    finishStep(log, 'w-2/cordon');
    log.add('rollback-begun', { automatic: false, steps: 1 });
    expect(givenBack(plan, log.state)).toContain('Let w-1 be');
  });
});
