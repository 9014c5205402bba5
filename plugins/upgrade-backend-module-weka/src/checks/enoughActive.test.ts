import { wekaCluster, wekaContainer } from '../__fixtures__/wekaObjects';
import {
  backends,
  NO_STORAGE,
  describeCheck,
} from '../__testUtils__/describeCheck';
import { enoughActive } from './enoughActive';

describeCheck(enoughActive, [
  ['all', {}, 'pass', 'drive 2 of 2, compute 2 of 2'],
  [
    'a drive container is down',
    {
      containers: [
        wekaContainer('drive-0', { status: 'Unhealthy' }),
        ...backends.slice(1),
      ],
    },
    'hard-block',
    'drive 1 of 2, compute 2 of 2',
  ],
  [
    'just 90 %',
    {
      cluster: wekaCluster({
        dynamicTemplate: { driveContainers: 10, computeContainers: 2 },
      }),
      containers: [
        ...Array.from({ length: 9 }, (_, i) => wekaContainer(`drive-${i}`)),
        ...backends.slice(2),
      ],
    },
    'pass',
    'drive 9 of 10, compute 2 of 2',
  ],
  NO_STORAGE,
]);
