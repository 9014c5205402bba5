import { StepDecision } from '../../step/defineStep';

/**
 * A decision in one line, for tables: `act evict-pods`, `wait budget budget-allows-none`, `finish …`,
 * `fail …`.
 *
 * @public
 */
export function decisionText(decision: StepDecision<unknown>): string {
  switch (decision.do) {
    case 'act':
      return `act ${decision.effect.code}`;
    case 'wait':
      return `wait ${decision.wait.kind} ${decision.wait.why.code}`;
    case 'fail':
      return `fail ${decision.failure.kind} ${decision.failure.cause.code}`;
    default:
      return `finish ${decision.result.code}`;
  }
}
