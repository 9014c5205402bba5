import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  irreversibleSteps,
  nameToType,
  PlanView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { unwrapApiError } from '../unwrapApiError';
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
        confirmation: z =>
          z
            .string()
            .optional()
            .describe(
              'The name of the cluster, typed by the person; needed where parts of the plan can not be taken back',
            ),
      },
      output: {
        upgradeId: z => z.string().describe('Id of the upgrade'),
        link: z => z.string().describe('Where to watch it in the portal'),
      },
    },
    async handler(ctx) {
      const { planId, planHash, confirmation } = ctx.input;
      const options = await access.onBehalfOf(
        await ctx.getInitiatorCredentials(),
        ctx.signal,
      );
      requireConfirmation(
        await unwrapApiError(access.api.getPlan(planId, {}, options)),
        confirmation,
      );
      const upgrade = await unwrapApiError(
        access.api.startUpgrade(
          {
            planId,
            planHash,
            // The scaffolder may run a step again after a crash: the same key finds the same upgrade.
            idempotencyKey: `scaffolder:${ctx.task.id}:${planId}`,
          },
          options,
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

/**
 * The same question as before a start in the wizard.
 *
 * @throws InputError that says what can't be taken back, and what has to be typed where
 */
function requireConfirmation(
  view: PlanView,
  confirmation: string | undefined,
): void {
  const name = nameToType(view);
  if (name === undefined || confirmation?.trim() === name) {
    return;
  }
  const steps = irreversibleSteps(view.plan);
  const why =
    steps.length > 0
      ? `These steps can't be taken back: ${steps.join('; ')}.`
      : 'A risk was accepted for it.';
  throw new InputError(
    `The upgrade of ${name} to ${view.plan.toVersion} was not started. ${why} To start it all the same, type '${name}' where the template asks for it (input 'confirmation').`,
  );
}
