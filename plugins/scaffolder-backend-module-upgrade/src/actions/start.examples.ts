import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Start the plan of an earlier step',
    example: stringify({
      steps: [
        {
          id: 'start',
          action: 'upgrade:start',
          name: 'Start the upgrade',
          input: {
            planId: '${{ steps.plan.output.planId }}',
            planHash: '${{ steps.plan.output.planHash }}',
          },
        },
      ],
    }),
  },
];
