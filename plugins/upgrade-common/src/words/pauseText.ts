import { Message } from '../model/message';
import { PlanOutline } from '../model/planOutline';
import { UpgradeState } from '../model/upgrade';
import { clause } from './sentence';

/**
 * What a pause has to wait for, or would if it were asked for now: steps under way whose work nothing can
 * hold, each as `pauses when … is done, because …`.
 *
 * @param plan - the plan that is being run
 * @public
 */
export function pauseWaits(state: UpgradeState, plan: PlanOutline): Message[] {
  const steps = state.steps[plan.kind];
  return plan.steps.flatMap(({ id, title, pausing }) => {
    const { status } = steps[id] ?? {};
    const isUnderWay = status === 'running' || status === 'waiting';
    return isUnderWay && pausing?.kind === 'finished-first'
      ? [
          {
            code: 'pauses-after-step',
            params: { step: title, why: pausing.why },
            text: `pauses when '${title}' is done, because ${clause(pausing.why)}`,
          },
        ]
      : [];
  });
}
