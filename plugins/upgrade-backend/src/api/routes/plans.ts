import { PlanRecord } from '@cluster-upgrade/plugin-upgrade-common';
import { makeOverride } from '../../verification/overrides';
import { mergeVerification } from '../../verification/verification';
import { ApiServices } from '../ApiServices';
import { RouteHandlers } from '../RouteHandler';
import { viewPlan } from '../views/planView';

/** Planning and verification. */
export function planRoutes(
  services: ApiServices,
): Pick<
  RouteHandlers,
  'createPlan' | 'getPlan' | 'runChecks' | 'putOverride' | 'deleteOverride'
> {
  const { plans, planMaker, verifier, inspector, clock, config } = services;

  return {
    async createPlan({ subject, body, caller }) {
      const { cluster } = subject;
      const reachable = await inspector.reach(cluster);
      const built = await planMaker.make(reachable, body);
      const run = await verifier.verify(reachable, built.plan, built.inventory);
      const nowMs = clock.now();
      const record: PlanRecord = {
        id: services.random.uuid(),
        clusterRef: cluster.ref,
        platform: cluster.platform,
        hash: built.hash,
        plan: built.plan,
        createdBy: caller.actor,
        createdAtMs: nowMs,
        inventoryTakenAtMs: built.inventory.takenAtMs,
        verification: mergeVerification(
          undefined,
          run,
          config.verification.validityMs,
          nowMs,
        ),
        overrides: [],
      };
      await plans.savePlan(record, nowMs + config.retention.plansMs);
      return {
        status: 201,
        json: await viewPlan(services, { record, cluster }, caller),
      };
    },

    async getPlan({ subject, caller }) {
      return { status: 200, json: await viewPlan(services, subject, caller) };
    },

    async runChecks({ subject, body, caller }) {
      const { cluster, record } = subject;
      const reachable = await inspector.reach(cluster);
      const { inventory } = await planMaker.survey(
        await inspector.inspect(reachable),
      );
      const [run, drift] = await Promise.all([
        verifier.verify(reachable, record.plan, inventory, body.checkIds),
        planMaker.drift(reachable, record.plan),
      ]);
      const updated = await plans.updatePlan(record.id, current => ({
        overrides: current.overrides,
        verification: mergeVerification(
          current.verification,
          run,
          config.verification.validityMs,
          clock.now(),
        ),
      }));
      return {
        status: 200,
        json: await viewPlan(
          services,
          { cluster, record: updated },
          caller,
          drift,
        ),
      };
    },

    async putOverride({ subject, params, body, caller }) {
      const { cluster } = subject;
      const record = await plans.updatePlan(params.planId, current => {
        const override = makeOverride(
          current.id,
          current.verification?.findings ?? [],
          { ...body, findingId: params.findingId, by: caller.actor },
          clock.now(),
        );
        return {
          verification: current.verification,
          overrides: [
            ...current.overrides.filter(
              ({ findingId }) => findingId !== params.findingId,
            ),
            override,
          ],
        };
      });
      return {
        status: 200,
        json: await viewPlan(services, { cluster, record }, caller),
      };
    },

    async deleteOverride({ subject, params, caller }) {
      const { cluster } = subject;
      const record = await plans.updatePlan(params.planId, current => ({
        verification: current.verification,
        overrides: current.overrides.filter(
          ({ findingId }) => findingId !== params.findingId,
        ),
      }));
      return {
        status: 200,
        json: await viewPlan(services, { cluster, record }, caller),
      };
    },
  };
}
