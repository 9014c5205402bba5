import { wekaCluster } from '../__fixtures__/wekaObjects';
import { NO_STORAGE, describeCheck } from '../__testUtils__/describeCheck';
import { unsafeOverrides } from './unsafeOverrides';

describeCheck(unsafeOverrides, [
  ['none', {}, 'pass', 'no override is set'],
  [
    'one',
    { cluster: wekaCluster({ overrides: { upgradeForceReplace: true } }) },
    'soft-block',
    'upgradeForceReplace set',
  ],
  [
    'two',
    {
      cluster: wekaCluster({
        overrides: {
          upgradeAllAtOnce: true,
          upgradeForceReplaceDrives: true,
        } as any,
      }),
    },
    'soft-block',
    'upgradeAllAtOnce, upgradeForceReplaceDrives set',
  ],
  [
    'one that is off',
    { cluster: wekaCluster({ overrides: { upgradeAllAtOnce: false } }) },
    'pass',
    'no override is set',
  ],
  NO_STORAGE,
]);
