/**
 * Thrown by whoever tells about an event when it is too early to: it is told again later, which is no
 * failure.
 */
export class TellLater extends Error {
  constructor(readonly afterMs: number) {
    super('It is too early to tell');
    this.name = 'TellLater';
  }
}
