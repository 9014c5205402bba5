import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait for the upgrade of an earlier step',
    example: stringify({
      steps: [
        {
          id: 'wait',
          action: 'upgrade:wait',
          name: 'Wait for the upgrade',
          input: { upgradeId: '${{ steps.start.output.upgradeId }}' },
        },
      ],
    }),
  },
];
