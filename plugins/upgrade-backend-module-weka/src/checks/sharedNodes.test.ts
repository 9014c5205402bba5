import { NEW, wekaClient, wekaContainer } from '../__fixtures__/wekaObjects';
import {
  mountedClient,
  clientContainer,
  describeCheck,
} from '../__testUtils__/describeCheck';
import { sharedNodes } from './sharedNodes';

const frontend = (name: string, options: object = {}) =>
  wekaContainer(name, { mode: 's3', nodeAffinity: 'node-1', ...options });
const s3 = frontend('s3-0');
const hot = { ...s3, spec: { ...s3.spec, allowHotUpgrade: true } };
const batch = wekaClient('batch');
const ofBatch = wekaContainer('batch-0', {
  mode: 'client',
  labels: { 'weka.io/client-name': 'batch' },
});
const NOBODY_WAITS = 'no frontend has to wait for another one beside it';

describeCheck(sharedNodes, [
  [
    'a frontend and a client apart',
    {
      clients: [mountedClient()],
      containers: [s3, clientContainer({ nodeAffinity: 'node-2' })],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'on one machine',
    { clients: [mountedClient()], containers: [s3, clientContainer()] },
    'soft-block',
    's3-0 waits for trainer-0 on node-1',
  ],
  [
    'on one machine, with a hot upgrade of the client, whose turn comes later',
    {
      clients: [wekaClient('trainers', { spec: { allowHotUpgrade: true } })],
      containers: [s3, clientContainer()],
    },
    'soft-block',
    's3-0 waits for trainer-0 on node-1',
  ],
  [
    'on one machine, with a hot upgrade of the frontend',
    { clients: [mountedClient()], containers: [hot, clientContainer()] },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'on one machine, with a client that runs the new image already',
    {
      clients: [mountedClient()],
      containers: [s3, clientContainer({ image: NEW })],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'on one machine, with a client that is being taken away',
    {
      clients: [mountedClient()],
      containers: [s3, clientContainer({ state: 'destroying' })],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'a frontend beside a client of another storage cluster',
    { clients: [], containers: [s3, clientContainer()] },
    'soft-block',
    's3-0 waits for trainer-0 on node-1',
  ],
  [
    'two frontends',
    { containers: [s3, frontend('nfs-0', { mode: 'nfs' })] },
    'soft-block',
    's3-0 waits for nfs-0 on node-1, nfs-0 waits for s3-0 on node-1',
  ],
  [
    'a frontend that no upgrade changes',
    { containers: [s3, frontend('smbw-0', { mode: 'smbw' })] },
    'soft-block',
    's3-0 waits for smbw-0 on node-1',
  ],
  [
    'two clients, the first of which waits for the second',
    {
      clients: [mountedClient(), batch],
      containers: [clientContainer(), ofBatch],
    },
    'soft-block',
    'trainer-0 waits for batch-0 on node-1',
  ],
  [
    'two clients, the first with hot upgrade',
    {
      clients: [
        wekaClient('trainers', { spec: { allowHotUpgrade: true } }),
        batch,
      ],
      containers: [clientContainer(), ofBatch],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'two clients, the first in the hands of people',
    {
      clients: [mountedClient('manual'), batch],
      containers: [clientContainer(), ofBatch],
    },
    'pass',
    NOBODY_WAITS,
  ],
  [
    'a drive container and an envoy beside a client',
    {
      clients: [mountedClient()],
      containers: [
        wekaContainer('drive-0'),
        wekaContainer('envoy-0', { mode: 'envoy' }),
        clientContainer(),
      ],
    },
    'pass',
    NOBODY_WAITS,
  ],
]);
