import {
  Failure,
  NewEvent,
  SET_ASIDE_CODE,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { MAX_CLAIMS_WITHOUT_PROGRESS } from '../EngineOptions';
import { engineEvent } from './transition';

const WITHOUT_PROGRESS: Failure = {
  kind: 'error',
  cause: {
    code: SET_ASIDE_CODE,
    params: { claims: MAX_CLAIMS_WITHOUT_PROGRESS },
    text: `Set aside: backends took this upgrade up ${MAX_CLAIMS_WITHOUT_PROGRESS} times in a row, and each time the backend ended or gave up before another step was done`,
  },
  remedy:
    'Look in the logs of the backends for errors about this upgrade, and whether they ended for want of memory. Mend the cause, then retry to have the upgrade taken up again.',
};

/** What is written when an upgrade is set aside that workers took up time and again for nothing. */
export function setAsideEvents(state: UpgradeState): NewEvent[] {
  return leaveToPerson(state, WITHOUT_PROGRESS);
}

/**
 * What is written when an upgrade must not be carried on before a person has looked.
 *
 * A request that was not carried out is refused on record. Where nothing runs already, that is all.
 */
export function leaveToPerson(
  { status, control }: UpgradeState,
  failure: Failure,
): NewEvent[] {
  const refused = control
    ? [
        engineEvent('control-refused', {
          action: control.action,
          reason: failure.cause,
        }),
      ]
    : [];
  switch (status) {
    case 'finished':
      return [];
    case 'paused':
    case 'needs-attention':
      return refused;
    default:
      return [...refused, engineEvent('needs-attention', { failure })];
  }
}
