import { wekaCluster } from '../__fixtures__/wekaObjects';
import {
  withStats,
  NO_STORAGE,
  describeCheck,
} from '../__testUtils__/describeCheck';
import { alerts } from './alerts';

describeCheck(alerts, [
  ['none', {}, 'pass', '0 alerts'],
  ['some', { cluster: withStats({ alertsCount: 4 }) }, 'warning', '4 alerts'],
  [
    'not reported',
    { cluster: { ...wekaCluster(), status: {} } },
    'not-checked',
    'status.stats.alertsCount is not reported',
  ],
  NO_STORAGE,
]);
