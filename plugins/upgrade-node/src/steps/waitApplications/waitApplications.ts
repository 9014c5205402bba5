import { z } from 'zod';
import { DecisionFacts, defineStep, StepDecision } from '../../step/defineStep';
import {
  partitionSilenced,
  SeenWorkload,
  shortWorkloads,
} from '../../workloads/workloads';
import { awaiting, finish } from '../decisions';
import {
  silencedText,
  readinessRights,
  readWorkloads,
  shortWorkloadsText,
} from '../workloadReadiness';
import { waitApplicationsInput } from './waitApplicationsInput';

/**
 * `wait-applications`: applications have as many ready instances as before the upgrade, or as they ask
 * for now if that is less. One whose threshold a person switched off is not waited for.
 *
 * @public
 */
export const waitApplications = defineStep({
  kind: 'wait-applications',
  input: waitApplicationsInput,
  rights: ({ applications }) => readinessRights(applications),
  agreedInput: () => ({}),
  observe: context => readWorkloads(context.input.applications, context),
  decide: decideApplications,
});

/**
 * Pure decision of `wait-applications`.
 *
 * @internal
 */
export function decideApplications(
  seen: readonly SeenWorkload[],
  {
    input,
    silencedWorkloads,
  }: DecisionFacts<z.output<typeof waitApplicationsInput>>,
): StepDecision<never> {
  const { awaited, silenced } = partitionSilenced(seen, silencedWorkloads);
  const short = shortWorkloads(awaited);
  const notAwaited = silencedText(silenced);
  if (short.length === 0) {
    return finish(
      'applications-ready',
      notAwaited === ''
        ? `All ${input.applications.length} applications have the instances they need`
        : `All other applications have the instances they need${notAwaited}`,
    );
  }
  const [{ object, ready, needed }] = short;
  return {
    do: 'wait',
    wait: awaiting({
      kind: 'applications',
      object,
      condition: {
        code: 'applications-ready',
        params: { applications: input.applications.length },
        text: 'Every application has the ready instances it needs',
      },
      why: {
        code: 'instances-not-ready',
        params: { short: short.length, ready, needed },
        text: `${shortWorkloadsText(short)}${notAwaited}`,
      },
      unblocks: {
        kind: 'application-owner',
        ref: `${object.namespace}/${object.name}`,
      },
    }),
  };
}
