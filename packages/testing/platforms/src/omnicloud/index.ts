import { join } from 'node:path';
import { TestPlatform } from '../TestPlatform';

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
  simulated: async () => (await import('./simulated')).simulatedOmniCloud,
  scenario: async () => (await import('./scenario')).openOmniCloudScenario,
};
