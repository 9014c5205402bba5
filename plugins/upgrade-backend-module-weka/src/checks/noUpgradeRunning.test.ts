import { pausedBy, wekaCluster } from '../__fixtures__/wekaObjects';
import {
  half,
  begun,
  NO_STORAGE,
  describeCheck,
} from '../__testUtils__/describeCheck';
import { noUpgradeRunning } from './noUpgradeRunning';

const HALF =
  '1 of 4 containers of the storage cluster run 4.4.5.120-k8s.1; the Weka operator';

describeCheck(noUpgradeRunning, [
  [
    'nothing under way',
    {},
    'pass',
    'asks for 4.4.2.157-k8s.2, runs 4.4.2.157-k8s.2',
  ],
  [
    'paused by a person',
    { cluster: pausedBy(wekaCluster()) },
    'hard-block',
    'a person paused the Weka operator (spec.overrides.upgradePaused)',
  ],
  [
    'paused by a person half-way',
    { cluster: pausedBy(begun), containers: half },
    'hard-block',
    'a person paused the Weka operator (spec.overrides.upgradePaused)',
  ],
  [
    'stopped half-way by the portal, to be finished',
    { cluster: pausedBy(begun, 'u-0'), containers: half },
    'pass',
    `${HALF} is paused (spec.overrides.upgradePaused); this plan finishes it`,
  ],
  [
    'half-way, and the operator goes on',
    { cluster: begun, containers: half },
    'warning',
    `${HALF} goes on by itself; this plan follows it to its end`,
  ],
  [
    'stopped half-way, and another target',
    {
      cluster: pausedBy(begun, 'u-0'),
      containers: half,
      toVersion: '5.0.1.30-k8s.1',
    },
    'hard-block',
    `${HALF} is paused (spec.overrides.upgradePaused)`,
  ],
  [
    'the operator has not reported yet',
    { cluster: { ...begun, status: {} } },
    'hard-block',
    'asks for 4.4.5.120-k8s.1, runs unknown',
  ],
  NO_STORAGE,
]);
