import { join } from 'node:path';
import { SimulatedPlatform } from '@cluster-upgrade/cluster-simulator/operatorKit';
import { omnicloudApplicationFault } from './operators/applicationFault';
import { omnicloudOperators } from './operators/omnicloudOperators';

/** @internal */
export const simulatedOmniCloud: SimulatedPlatform = {
  seedFolder: join(__dirname, 'seed'),
  applicationLabel: 'omni.cloud/app',
  operators: omnicloudOperators,
  applicationFault: omnicloudApplicationFault,
};
