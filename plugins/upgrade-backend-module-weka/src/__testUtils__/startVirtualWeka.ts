import { startVirtualWorld } from '@cluster-upgrade/cluster-simulator/testUtils';
import { weka } from '@cluster-upgrade/platforms';

/** The embedded Weka cluster with its operator, in virtual time. */
export const startVirtualWeka = (variants: readonly string[] = []) =>
  startVirtualWorld({ platform: weka.simulated, variants });
