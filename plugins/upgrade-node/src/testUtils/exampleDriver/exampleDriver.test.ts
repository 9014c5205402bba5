import { startVirtualCluster } from '../../__testUtils__/virtualCluster';
import { describeDriverContract } from '../driver.contract';
import { exampleDriver } from './exampleDriver';
import { exampleManifests } from './manifests';

describeDriverContract({
  driver: exampleDriver,
  createWorld: () => startVirtualCluster({ objects: exampleManifests() }),
  toVersion: 'v1.1.0',
});
