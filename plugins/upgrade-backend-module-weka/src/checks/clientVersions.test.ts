import { lineGraphPolicy } from '@cluster-upgrade/plugin-upgrade-common';
import { NEW, OLD, wekaContainer } from '../__fixtures__/wekaObjects';
import {
  mountedClient,
  clientContainer,
  describeCheck,
} from '../__testUtils__/describeCheck';
import { defaultWekaRules } from '../versions/wekaRules';
import { clientVersions } from './clientVersions';

const image = (version: string) => OLD.replace(/[^:]*$/, version);

describeCheck(clientVersions(lineGraphPolicy(defaultWekaRules)), [
  [
    'the same version',
    { clients: [mountedClient()], containers: [clientContainer()] },
    'pass',
    'every client can follow to 4.4.5.120-k8s.1',
  ],
  [
    'too far behind',
    {
      clients: [mountedClient()],
      containers: [clientContainer({ image: image('4.2.11') })],
      toVersion: '5.0.1',
    },
    'hard-block',
    'Client trainers: A step from 4.2 to 5.0 is not permitted.',
  ],
  [
    'at the target already',
    {
      clients: [mountedClient()],
      containers: [clientContainer({ image: NEW })],
    },
    'pass',
    'every client can follow to 4.4.5.120-k8s.1',
  ],
  [
    'only some of its containers too far behind',
    {
      clients: [mountedClient()],
      containers: [
        clientContainer(),
        { ...clientContainer({ image: image('4.1.7') }) },
      ],
    },
    'hard-block',
    'Client trainers: A step from 4.1 to 4.4 is not permitted.',
  ],
  [
    'one too far behind that is being taken away',
    {
      clients: [mountedClient()],
      containers: [
        clientContainer({ image: image('4.1.7'), state: 'destroying' }),
      ],
    },
    'pass',
    'every client can follow to 4.4.5.120-k8s.1',
  ],
  [
    'ahead of the target',
    {
      clients: [mountedClient()],
      containers: [clientContainer({ image: image('5.0.1') })],
    },
    'hard-block',
    'Client trainers: 4.4.5.120-k8s.1 is not newer than 5.0.1.',
  ],
  [
    'a frontend that lags is not a client',
    {
      containers: [
        wekaContainer('s3-0', { mode: 's3', image: image('4.0.1') }),
      ],
    },
    'pass',
    'every client can follow to 4.4.5.120-k8s.1',
  ],
]);
