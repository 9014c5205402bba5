import { PlanRecord, PlanView } from '@cluster-upgrade/plugin-upgrade-common';
import { makeOverride } from '../../verification/overrides';
import { ApiServices } from '../ApiServices';
import { RouteAnswer, RouteCall, RouteHandlers } from '../RouteHandler';
import { viewPlan } from '../views/planView';

/** Findings that people accept, and take back. */
export function overrideRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'putOverride' | 'deleteOverride'> {
  async function change(
    call: RouteCall<'putOverride' | 'deleteOverride'>,
    overridesOf: (current: PlanRecord) => PlanRecord['overrides'],
  ): Promise<RouteAnswer<PlanView>> {
    const { cluster } = call.subject;
    const record = await services.plans.updatePlan(
      call.params.planId,
      current => ({
        verification: current.verification,
        overrides: overridesOf(current),
      }),
    );
    return {
      status: 200,
      json: await viewPlan(services, { cluster, record }, call.caller),
    };
  }

  const without = ({ overrides }: PlanRecord, findingId: string) =>
    overrides.filter(override => override.findingId !== findingId);

  return {
    putOverride: call =>
      change(call, current => [
        ...without(current, call.params.findingId),
        makeOverride(
          current.id,
          current.verification?.findings ?? [],
          {
            ...call.body,
            findingId: call.params.findingId,
            by: call.caller.actor,
          },
          services.clock.now(),
        ),
      ]),

    deleteOverride: call =>
      change(call, current => without(current, call.params.findingId)),
  };
}
