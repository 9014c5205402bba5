import { join } from 'node:path';
import { TestPlatform } from '../TestPlatform';
import { simulatedWeka } from './simulated';

/** A storage cluster of containers, and the operator that upgrades it. */
export const weka: TestPlatform = {
  name: 'weka',
  title: 'Weka',
  cluster: {
    name: 'weka-prod',
    ref: 'resource:default/weka-prod',
    title: 'Weka production',
  },
  catalogFile: join(__dirname, 'catalog.yaml'),
  driverModule: () =>
    import('@cluster-upgrade/plugin-upgrade-backend-module-weka'),
  simulated: simulatedWeka,
  // Only when asked for: it brings the whole engine. Jest refuses import() in CommonJS.
  scenario: () =>
    (require('./scenario') as typeof import('./scenario')).openWekaScenario,
};
