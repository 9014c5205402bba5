import { join } from 'node:path';
import { TestPlatform } from '../TestPlatform';
import { simulatedOmniCloud } from './simulated';

/** Orchestrators, directors and an agent on each node. */
export const omnicloud: TestPlatform = {
  name: 'omnicloud',
  title: 'OmniCloud',
  cluster: {
    name: 'omni-prod',
    ref: 'resource:default/omni-prod',
    title: 'OmniCloud production',
  },
  catalogFile: join(__dirname, 'catalog.yaml'),
  driverModule: () =>
    import('@cluster-upgrade/plugin-upgrade-backend-module-omnicloud'),
  simulated: simulatedOmniCloud,
  // Only when asked for: it brings the whole engine. Jest refuses import() in CommonJS.
  scenario: () =>
    (require('./scenario') as typeof import('./scenario'))
      .openOmniCloudScenario,
};
