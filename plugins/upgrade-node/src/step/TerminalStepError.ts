import { Failure } from '@cluster-upgrade/plugin-upgrade-common';

/**
 * Trying again can't help.
 *
 * @public
 */
export class TerminalStepError extends Error {
  override readonly name = 'TerminalStepError';

  constructor(
    readonly failure: Failure,
    options?: { cause?: unknown },
  ) {
    super(failure.cause.text, options);
  }
}
