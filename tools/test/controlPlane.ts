import {
  buildControlPlane,
  controlPlaneAvailability,
} from '@cluster-upgrade/control-plane';

/**
 * Builds upstream's control plane before the tests begin, so that no test waits for a compiler.
 *
 * @throws Error with the reason when it can't be had here
 */
export async function buildControlPlaneForTests(): Promise<void> {
  const availability = controlPlaneAvailability();
  if (!availability.available) {
    throw new Error(availability.reason);
  }
  await buildControlPlane({
    onProgress: progress => process.stderr.write(`${progress.message}\n`),
  });
}
