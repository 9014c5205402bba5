import { wekaCluster } from '../__fixtures__/wekaObjects';
import {
  withStats,
  half,
  begun,
  NO_STORAGE,
  describeCheck,
} from '../__testUtils__/describeCheck';
import { clusterReady } from './clusterReady';

describeCheck(clusterReady, [
  ['healthy', {}, 'pass', 'status Ready, cluster OK, 0 failures'],
  [
    'failures although Ready and OK',
    { cluster: withStats({ numFailures: 2 }) },
    'hard-block',
    'status Ready, cluster OK, 2 failures',
  ],
  [
    'failed drives although Ready and OK',
    { cluster: withStats({ drives: { failures: [{}] } }) },
    'hard-block',
    'status Ready, cluster OK, 1 failures',
  ],
  [
    'both',
    { cluster: withStats({ numFailures: 1, drives: { failures: [{}, {}] } }) },
    'hard-block',
    'status Ready, cluster OK, 3 failures',
  ],
  [
    'not Ready',
    { cluster: withStats({}, 'GracePeriod') },
    'hard-block',
    'status GracePeriod, cluster OK, 0 failures',
  ],
  [
    'data moving before an upgrade',
    { cluster: withStats({ clusterStatus: 'REDISTRIBUTING' }) },
    'hard-block',
    'status Ready, cluster REDISTRIBUTING, 0 failures',
  ],
  [
    'data moving half-way through one',
    {
      cluster: {
        ...withStats({ clusterStatus: 'REDISTRIBUTING' }),
        spec: begun.spec,
      },
      containers: half,
    },
    'pass',
    'status Ready, cluster REDISTRIBUTING, 0 failures',
  ],
  [
    'nothing reported',
    { cluster: { ...wekaCluster(), status: undefined } },
    'hard-block',
    'status unknown, cluster unknown, 0 failures',
  ],
  NO_STORAGE,
]);
