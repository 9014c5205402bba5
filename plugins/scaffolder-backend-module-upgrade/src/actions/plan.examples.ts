import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Plan an upgrade to a version that the person picked',
    example: stringify({
      steps: [
        {
          id: 'plan',
          action: 'upgrade:plan',
          name: 'Plan the upgrade',
          input: {
            clusterRef: '${{ parameters.clusterRef }}',
            toVersion: '${{ parameters.version }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Keep full capacity with two temporary nodes',
    example: stringify({
      steps: [
        {
          id: 'plan',
          action: 'upgrade:plan',
          name: 'Plan the upgrade',
          input: {
            clusterRef: 'resource:default/prod-eu',
            toVersion: 'v1.4.1',
            strategy: { kind: 'capacity-first', spareNodes: 2 },
          },
        },
      ],
    }),
  },
];
