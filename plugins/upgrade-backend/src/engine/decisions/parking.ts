import {
  Failure,
  NewEvent,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { MAX_FRUITLESS_CLAIMS } from '../EngineOptions';
import { engineEvent } from './transition';

const FRUITLESS: Failure = {
  kind: 'error',
  cause: {
    code: 'no-progress',
    params: { claims: MAX_FRUITLESS_CLAIMS },
    text: `The engine took this upgrade up ${MAX_FRUITLESS_CLAIMS} times in a row without getting anywhere`,
  },
  remedy:
    'Look for errors about this upgrade in the log of the backend, mend their cause, then retry.',
};

/**
 * What is written before an upgrade is put aside that workers took up time and again for nothing.
 *
 * Where nothing runs already, only a request that could not be carried out has to be given up.
 */
export function parkingEvents({ status, control }: UpgradeState): NewEvent[] {
  switch (status) {
    case 'finished':
      return [];
    case 'paused':
    case 'needs-attention':
      return control
        ? [
            engineEvent('control-refused', {
              action: control.action,
              reason: FRUITLESS.cause,
            }),
          ]
        : [];
    default:
      return [engineEvent('needs-attention', { failure: FRUITLESS })];
  }
}
