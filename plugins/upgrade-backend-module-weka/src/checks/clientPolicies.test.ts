import {
  mountedClient,
  clientContainer,
  describeCheck,
} from '../__testUtils__/describeCheck';
import { clientPolicies } from './clientPolicies';

describeCheck(clientPolicies, [
  [
    'all wait',
    { clients: [mountedClient('rolling')] },
    'pass',
    'every client waits until nothing is mounted',
  ],
  [
    'none named: the API fills in all-at-once',
    { clients: [mountedClient()] },
    'pass',
    'every client waits until nothing is mounted',
  ],
  [
    'manual',
    { clients: [mountedClient('manual')] },
    'warning',
    'trainers is manual: somebody has to delete its pods',
  ],
  [
    'force, with mounts',
    {
      clients: [mountedClient('all-at-once-force')],
      containers: [clientContainer({ activeMounts: 2 })],
    },
    'soft-block',
    'trainers is all-at-once-force: 2 mounts are interrupted',
  ],
  [
    'force, with nothing mounted now',
    { clients: [mountedClient('all-at-once-force')] },
    'warning',
    'trainers is all-at-once-force: 0 mounts are interrupted',
  ],
]);
