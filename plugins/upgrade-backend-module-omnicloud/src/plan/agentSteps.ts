import { PlanStep } from '@cluster-upgrade/plugin-upgrade-common';
import { libraryStep, PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { PlanFacts } from '../planFacts';
import { AGENT, AGENT_REF } from '../resources';
import { componentChange, restoreTemplate } from './componentSteps';
import { LIMITS_MS } from './limits';
import { planStep, undoStep } from './planStep';
import { verifyOldVersion } from './verifySteps';

/**
 * Gives the agents' DaemonSet its new template. Nothing restarts by it (update strategy OnDelete): the
 * node loop decides which node comes next.
 */
export function agentSteps(
  input: PlanInput,
  facts: PlanFacts,
  before: readonly string[],
): PlanStep[] {
  const change = componentChange(AGENT.id, input, facts);
  if (!change?.patch) {
    return [];
  }
  return [
    planStep({
      id: 'agent/template',
      phaseId: 'agents',
      title: `Change the template of agents to ${input.target.version}`,
      ...libraryStep('patch-object', {
        object: AGENT_REF,
        patchType: 'strategic',
        patch: change.patch,
      }),
      subject: AGENT.id,
      dependsOn: [...before],
      reversibility: 'revert',
      limitMs: LIMITS_MS.write,
      undo: [
        undoStep({
          id: 'undo/agent/template',
          phaseId: 'rollback-agents',
          title: 'Restore the template of agents',
          ...restoreTemplate(AGENT_REF),
          subject: AGENT.id,
        }),
        verifyOldVersion(input),
      ],
    }),
  ];
}
