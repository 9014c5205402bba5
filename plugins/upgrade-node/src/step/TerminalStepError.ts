import { Failure } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * Trying again can't help.
 *
 * @public
 */
export class TerminalStepError extends Error {
  override readonly name = 'TerminalStepError';

  constructor(readonly failure: Failure) {
    super(failure.cause.text);
  }
}
