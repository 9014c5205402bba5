import { ApplicationHealth, FailingInstance } from '../model/health';
import { UpgradeState } from '../model/upgrade';
import { whoText } from './people';
import { clause, counted } from './sentence';

const ADJECTIVES: Record<FailingInstance['reason'], string> = {
  'crash-loop': 'crash-looping',
  'image-pull': 'image-pulling',
  'not-ready': 'unready',
  restarted: 'restarted',
  failed: 'failed',
  unschedulable: 'unschedulable',
  missing: 'missing',
};

/**
 * How an application failed, as part of a sentence: `shop/shop had 1 crash-looping instance, 0 allowed`.
 *
 * @public
 */
export function breachText({
  applicationId,
  failing,
  allowedInstances,
}: Pick<
  ApplicationHealth,
  'applicationId' | 'failing' | 'allowedInstances'
>): string {
  const reasons = new Set(failing.map(({ reason }) => reason));
  const adjective =
    reasons.size === 1 ? ADJECTIVES[failing[0].reason] : 'failing';
  return `${applicationId} had ${counted(failing.length, `${adjective} instance`)}, ${allowedInstances} allowed`;
}

/**
 * Why an upgrade turned back, as a sentence that stays true:
 * `Rolled back because shop/shop had 1 crash-looping instance, 0 allowed.` Undefined: it didn't.
 *
 * @public
 */
export function turnText(
  state: Pick<UpgradeState, 'rollback' | 'failure' | 'status'>,
): string | undefined {
  const { rollback, failure, status } = state;
  if (!rollback) {
    return undefined;
  }
  const what = status === 'finished' ? 'Rolled back' : 'Rolling back';
  const cause = failure && clause(failure.cause.text);
  if (!rollback.automatic) {
    return `${what} because ${whoText(rollback.by)} asked for it${rollback.reason ? `: ${clause(rollback.reason)}` : ''}${cause ? `, after: ${cause}` : ''}.`;
  }
  return cause ? `${what} because ${cause}.` : `${what} automatically.`;
}
