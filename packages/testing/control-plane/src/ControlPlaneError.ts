/**
 * There is neither Go to build the control plane with, nor a folder with ready binaries, or the
 * build failed. The message ends with the remedy.
 *
 * @public
 */
export class ControlPlaneUnavailable extends Error {
  override readonly name = 'ControlPlaneUnavailable';

  constructor(
    /** What is missing, as a sentence. */
    readonly reason: string,
    /** What to do about it, as a sentence. */
    readonly remedy: string,
    options?: { cause?: unknown },
  ) {
    super(`${reason} ${remedy}`, options);
  }
}

/**
 * A component did not start, did not become ready in time, or ended on its own. The message carries
 * the end of the component's log.
 *
 * @public
 */
export class ControlPlaneFailed extends Error {
  override readonly name = 'ControlPlaneFailed';

  constructor(
    message: string,
    /** The last lines that the failing component wrote; empty when it wrote none. */
    readonly logTail: string,
    options?: { cause?: unknown },
  ) {
    super(
      logTail ? `${message} Its log ends with:\n${logTail}` : message,
      options,
    );
  }
}
