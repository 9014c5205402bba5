import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  evolve,
  followEvents,
  outcomeText,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { unwrapApiError } from '../unwrapApiError';
import { UpgradeAccess } from '../UpgradeAccess';
import { progressLink } from '../progressLink';
import { examples } from './wait.examples';

/**
 * `upgrade:wait` – waits until an upgrade is finished.
 */
export function createWaitAction(access: UpgradeAccess) {
  return createTemplateAction({
    id: 'upgrade:wait',
    description:
      'Waits until an upgrade is finished. Fails when it did not complete, unless told otherwise. Cancelling the template does not cancel the upgrade.',
    examples,
    schema: {
      input: {
        upgradeId: z => z.string().describe('From upgrade:start'),
        failUnlessCompleted: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether another outcome than completion fails the template; true when left out',
            ),
      },
      output: {
        outcome: z =>
          z
            .string()
            .describe('For example completed, rolled-back or stopped-mixed'),
        link: z => z.string().describe('Where to read its report'),
      },
    },
    async handler(ctx) {
      const { upgradeId, failUnlessCompleted = true } = ctx.input;
      // Refused here for somebody who may not see it, with the reason.
      await unwrapApiError(
        access.api.getUpgrade(
          upgradeId,
          await access.onBehalfOf(
            await ctx.getInitiatorCredentials(),
            ctx.signal,
          ),
        ),
      );
      const final = await followToTheEnd(access, upgradeId, {
        signal: ctx.signal,
        onStatus: status => ctx.logger.info(`The upgrade is ${status}`),
      });
      ctx.output('outcome', final.outcome ?? 'unknown');
      ctx.output('link', `${progressLink(upgradeId)}/report`);
      const isCompleted = final.outcome?.startsWith('completed') ?? false;
      if (failUnlessCompleted && !isCompleted) {
        throw new Error(
          `The upgrade of ${final.clusterRef} to ${
            final.toVersion
          } did not complete: ${
            final.outcome ? outcomeText(final.outcome) : final.status
          }. Its report: ${progressLink(upgradeId)}/report`,
        );
      }
    },
  });
}

const RETRY_DELAY_MS = 5000;
/** As long as this a portal may be restarting before the template gives up. */
const MAX_FAILURES_IN_A_ROW = 60;

async function followToTheEnd(
  access: UpgradeAccess,
  upgradeId: string,
  options: { signal?: AbortSignal; onStatus(status: string): void },
): Promise<UpgradeState> {
  let state: UpgradeState | undefined;
  let failures = 0;
  while (state?.status !== 'finished') {
    try {
      const events = followEvents(access.api, upgradeId, {
        ...(await access.asService(options.signal)),
        after: state?.seq ?? 0,
      });
      for await (const event of events) {
        const before: string | undefined = state?.status;
        state = evolve(state, event);
        failures = 0;
        if (state.status !== before) {
          options.onStatus(state.status);
        }
      }
    } catch (error) {
      failures += 1;
      if (options.signal?.aborted || failures > MAX_FAILURES_IN_A_ROW) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, RETRY_DELAY_MS));
    }
  }
  return state;
}
