import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  FAILED_SHARE,
  irreversibleSteps,
  MAX_FAILED_COUNT,
  plainLine,
  PlanView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { unwrapApiError } from '../unwrapApiError';
import { UpgradeAccess } from '../UpgradeAccess';
import { examples } from './plan.examples';

/**
 * `upgrade:plan` – makes a plan and verifies it. Changes nothing on the cluster.
 */
export function createPlanAction(access: UpgradeAccess) {
  return createTemplateAction({
    id: 'upgrade:plan',
    description:
      'Plans the upgrade of a cluster and verifies that it can start. Changes nothing on the cluster.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        clusterRef: z =>
          z
            .string()
            .describe(
              'Entity ref of the cluster, for example resource:default/prod-eu',
            ),
        toVersion: z => z.string().describe('The version to go to'),
        strategy: z =>
          z
            .object({
              kind: z
                .enum(['capacity-first', 'scale-down', 'hybrid'])
                .optional(),
              spareNodes: z.number().int().min(0).optional(),
              scaleDownPercent: z.number().int().min(0).max(100).optional(),
              maxUnavailableNodes: z.number().int().min(1).optional(),
              maxFailedNodes: z
                .union([
                  z.number().int().min(0).max(MAX_FAILED_COUNT),
                  z.string().regex(FAILED_SHARE),
                ])
                .optional()
                .describe(
                  'Failed nodes that are gone round before a person is asked: a count, or a share such as 10%, rounded down',
                ),
            })
            .optional()
            .describe(
              "How applications keep running meanwhile; what is left out comes from the platform's default",
            ),
      },
      output: {
        planId: z => z.string().describe('Id of the stored plan'),
        planHash: z =>
          z.string().describe('Hash of the plan; the start is bound to it'),
        canStart: z =>
          z.boolean().describe('True when nothing stands in the way'),
        blockers: z =>
          z
            .array(z.string())
            .describe('What stands in the way of a start, one sentence each'),
        irreversible: z =>
          z
            .array(z.string())
            .describe("Titles of the steps that can't be taken back"),
        changes: z => z.number().describe('Objects that would change'),
      },
    },
    async handler(ctx) {
      const { toVersion, strategy } = ctx.input;
      const plan = await makePlan(access, ctx, { toVersion, strategy });
      tell(plan, ctx);
    },
  });
}

type PlanContext = Parameters<
  ReturnType<typeof createPlanAction>['handler']
>[0];

/** Into the task's log, and to the steps after it. */
function tell(
  { id, hash, plan, blockers: found }: PlanView,
  ctx: PlanContext,
): void {
  const blockers = found.map(
    ({ reason, remedy }) => `${reason.text} ${remedy}`,
  );
  const irreversible = irreversibleSteps(plan);
  const changes = plan.changes.filter(
    ({ action }) => action !== 'unchanged',
  ).length;
  ctx.logger.info(
    `${ctx.input.clusterRef}: ${plan.fromVersion} → ${plan.toVersion}, ${plan.steps.length} steps, ${changes} objects change`,
  );
  irreversible.forEach(title =>
    ctx.logger.warn(plainLine(`Can't be taken back: ${title}`)),
  );
  blockers.forEach(blocker => ctx.logger.warn(plainLine(blocker)));
  ctx.output('planId', id);
  ctx.output('planHash', hash);
  ctx.output('canStart', blockers.length === 0);
  ctx.output('blockers', blockers);
  ctx.output('changes', changes);
  ctx.output('irreversible', irreversible);
}

async function makePlan(
  access: UpgradeAccess,
  ctx: PlanContext,
  request: Pick<PlanContext['input'], 'toVersion' | 'strategy'>,
): Promise<PlanView> {
  const options = await access.onBehalfOf(
    await ctx.getInitiatorCredentials(),
    ctx.signal,
  );
  const made = await unwrapApiError(
    access.api.createPlan(ctx.input.clusterRef, request, options),
  );
  return made.verification
    ? made
    : unwrapApiError(access.api.runChecks(made.id, undefined, options));
}
