import {
  controlPlaneAvailability,
  isControlPlaneRequired,
} from '../build/availability';

/**
 * A `describe` whose tests need the control plane. Where it can't be had they are skipped and the
 * reason is printed; where it is required (`isControlPlaneRequired`) that is a failure instead.
 *
 * @public
 */
export function describeWithControlPlane(
  title: string,
  define: () => void,
): void {
  const availability = controlPlaneAvailability();
  if (availability.available) {
    describe(title, define);
  } else if (isControlPlaneRequired()) {
    describe(title, () => {
      it('has a control plane to run on', () => {
        throw new Error(availability.reason);
      });
    });
  } else {
    process.stderr.write(`Skipped: ${title}. ${availability.reason}\n`);
    describe.skip(title, define);
  }
}
