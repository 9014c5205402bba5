import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inOwnWords } from '../inOwnWords';
import { UpgradeAccess } from '../UpgradeAccess';
import { progressLink } from '../progressLink';
import { examples } from './start.examples';

/**
 * `upgrade:start` – starts a plan that was made before.
 */
export function createStartAction(access: UpgradeAccess) {
  return createTemplateAction({
    id: 'upgrade:start',
    description:
      'Starts the upgrade that a plan describes, as the person who runs the template. A template that is run again starts nothing twice.',
    examples,
    schema: {
      input: {
        planId: z => z.string().describe('From upgrade:plan'),
        planHash: z =>
          z
            .string()
            .describe(
              'From upgrade:plan; the start is refused when it is not the hash of the plan',
            ),
      },
      output: {
        upgradeId: z => z.string().describe('Id of the upgrade'),
        link: z => z.string().describe('Where to watch it in the portal'),
      },
    },
    async handler(ctx) {
      const { planId, planHash } = ctx.input;
      const upgrade = await inOwnWords(
        access.api.startUpgrade(
          {
            planId,
            planHash,
            // The scaffolder may run a step again after a crash: the same key finds the same upgrade.
            idempotencyKey: `scaffolder:${ctx.task.id}:${planId}`,
          },
          await access.onBehalfOf(
            await ctx.getInitiatorCredentials(),
            ctx.signal,
          ),
        ),
      );
      const { id, fromVersion, toVersion, clusterRef } = upgrade.state;
      ctx.logger.info(
        `Started ${fromVersion} → ${toVersion} on ${clusterRef}: ${progressLink(
          id,
        )}`,
      );
      ctx.output('upgradeId', id);
      ctx.output('link', progressLink(id));
    },
  });
}
