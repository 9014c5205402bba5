import { wekaClient, wekaCluster } from '../__fixtures__/wekaObjects';
import { describeCheck } from '../__testUtils__/describeCheck';
import { upgradeTolerations } from './upgradeTolerations';

const tolerant = {
  rawTolerations: [{ key: 'weka.io/upgrade', operator: 'Exists' }],
};

describeCheck(upgradeTolerations, [
  [
    'everywhere',
    {
      cluster: wekaCluster(tolerant),
      clients: [wekaClient('trainers', { spec: tolerant })],
    },
    'pass',
    'the cluster and its clients tolerate it',
  ],
  [
    'nowhere',
    { clients: [wekaClient('trainers')] },
    'warning',
    'WekaCluster weka-prod, WekaClient trainers would be evicted by it',
  ],
]);
