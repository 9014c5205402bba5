import { join } from 'node:path';
import { SimulatedPlatform } from '@cluster-upgrade/cluster-simulator/operatorKit';
import { wekaApplicationFault } from './operators/applicationFault';
import { wekaOperators } from './operators/wekaOperators';
import { wekaReadiness } from './operators/wekaReadiness';

/** @internal */
export const simulatedWeka: SimulatedPlatform = {
  seedFolder: join(__dirname, 'seed'),
  operators: wekaOperators,
  applicationFault: wekaApplicationFault,
  readiness: wekaReadiness,
};
