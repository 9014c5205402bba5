import { wekaContainer } from '../__fixtures__/wekaObjects';
import {
  mountedClient,
  clientContainer,
  describeCheck,
} from '../__testUtils__/describeCheck';
import { activeMounts } from './activeMounts';

describeCheck(activeMounts, [
  ['none', {}, 'pass', 'no container has active mounts'],
  [
    'through a frontend',
    { containers: [wekaContainer('s3-0', { mode: 's3', activeMounts: 3 })] },
    'warning',
    'containers with active mounts: s3-0 (3)',
  ],
  [
    'through a client that waits for them',
    {
      clients: [mountedClient('rolling')],
      containers: [clientContainer({ activeMounts: 1 })],
    },
    'warning',
    'containers with active mounts: trainer-0 (1)',
  ],
  [
    'through a client that does not wait',
    {
      clients: [mountedClient('all-at-once-force')],
      containers: [clientContainer({ activeMounts: 1 })],
    },
    'pass',
    'no container has active mounts',
  ],
  [
    'through a client of another storage cluster',
    {
      clients: [],
      containers: [clientContainer({ activeMounts: 1 })],
    },
    'pass',
    'no container has active mounts',
  ],
]);
