import {
  DecisionFacts,
  StepDecision,
} from '@cluster-upgrade/plugin-upgrade-node';
import { operatorGates } from '../../operatorGates';
import { clusterObject, PausePatch } from '../../operatorPause';
import { progressOf } from '../containerProgress';
import { progressDecision } from '../progressDecision';
import { AwaitContainersInput } from './awaitContainersInput';
import { decideHold } from './decideHold';
import { SeenContainers } from './SeenContainers';

/**
 * The operator brings one container after the other to the new image; this step watches, names what it
 * waits for, and tells a legitimate wait from a stall.
 */
export function decideAwaitContainers(
  seen: SeenContainers,
  facts: DecisionFacts<AwaitContainersInput>,
): StepDecision<PausePatch> {
  const { input, nowMs } = facts;
  const hold = decideHold(seen, facts);
  const [gate] = operatorGates({ ...seen, modes: input.modes }, nowMs);
  const progress = progressOf(
    seen.containers,
    seen.pods,
    facts,
    hold !== undefined || gate !== undefined,
  );
  return hold
    ? { ...hold, memo: progress.memo }
    : progressDecision(
        {
          ...input,
          object: clusterObject(input),
          pace: {
            code: 'weka-one-at-a-time',
            text: 'the Weka operator replaces one container at a time',
          },
          stallRemedy:
            "Look at the Weka operator's log and at 'weka status', then retry the step.",
        },
        progress,
        gate,
      );
}
