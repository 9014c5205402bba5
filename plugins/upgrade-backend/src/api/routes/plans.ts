import { ConflictError } from '@backstage/errors';
import { PlanRecord } from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../../clusters/ClusterEntity';
import { TooManyRequestsError } from '../../limits/TooManyRequestsError';
import { mergeVerification } from '../../verification/verification';
import { VerificationRun } from '../../verification/Verifier';
import { ApiServices } from '../ApiServices';
import { planWithValues } from '../../redaction/redactPlan';
import { requireValues } from '../../authorization/requireValues';
import { Caller } from '../../authorization/caller';
import { RouteHandler, RouteHandlers } from '../RouteHandler';
import { viewPlan } from '../views/planView';

/** Planning and verification. */
export function planRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'createPlan' | 'getPlan' | 'runChecks'> {
  return {
    createPlan: createPlan(services),
    runChecks: runChecks(services),

    async getPlan({ subject, query, caller }) {
      const view = await viewPlan(services, subject, caller);
      if (query.values === 'withheld') {
        return { status: 200, json: view };
      }
      await requireValues(services, subject.cluster, caller);
      const plan = planWithValues(subject.record.plan);
      return { status: 200, json: { ...view, plan } };
    },
  };
}

function createPlan(services: ApiServices): RouteHandler<'createPlan'> {
  const { clock, config, inspector, planMaker, plans, verifier } = services;
  return async ({ subject: { cluster }, body, caller }) => {
    await requireFewPlans(services, caller.actor);
    await requireOwnConnection(services, cluster, caller);
    const reachable = await inspector.reach(cluster);
    const apiServerId = await inspector.identifyIfAllowed(reachable);
    const built = await planMaker.make(reachable, body);
    const run = await verifier.verify(reachable, built.plan, built);
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
      apiServerId,
      verification: merged(services, undefined, run),
      overrides: [],
    };
    await plans.savePlan(record, nowMs + config.retention.plansMs);
    return {
      status: 201,
      audit: {
        planId: record.id,
        strategy: { ...built.plan.strategy },
        thresholds: (body.thresholds ?? []).map(one => ({ ...one })),
      },
      json: await viewPlan(services, { record, cluster }, caller),
    };
  };
}

/** @throws TooManyRequestsError */
async function requireFewPlans(
  { config, plans }: ApiServices,
  actor: string,
): Promise<void> {
  const count = await plans.countPlans(actor);
  if (count >= config.limits.plansPerUser) {
    const days = Math.ceil(config.retention.plansMs / 86_400_000);
    throw new TooManyRequestsError(
      `${actor} has ${count} plans, and may not have more. Start one of them, wait until some have expired, ${days} d after they were made, or have an operator raise upgrade.limits.plansPerUser.`,
    );
  }
}

/** @throws ConflictError that names each entity of the connection that the caller may see */
async function requireOwnConnection(
  { connectionRules }: Pick<ApiServices, 'connectionRules'>,
  cluster: ClusterEntity,
  { credentials }: Caller,
): Promise<void> {
  const conflict = await connectionRules.conflictOf(cluster, credentials);
  if (conflict) {
    throw new ConflictError(`${conflict.reason.text} ${conflict.remedy}`);
  }
}

function runChecks(services: ApiServices): RouteHandler<'runChecks'> {
  const { inspector, planMaker, plans, verifier } = services;
  return async ({ subject: { cluster, record }, body, caller }) => {
    const reachable = await inspector.reach(cluster);
    const survey = await planMaker.inspectCluster(
      await inspector.inspect(reachable),
    );
    const [run, drift] = await Promise.all([
      verifier.verify(reachable, record.plan, survey, body.checkIds),
      planMaker.drift(reachable, record.plan),
    ]);
    const updated = await plans.updatePlan(record.id, current => ({
      overrides: current.overrides,
      verification: merged(services, current.verification, run),
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
  };
}

function merged(
  { clock, config }: ApiServices,
  earlier: PlanRecord['verification'],
  run: VerificationRun,
) {
  return mergeVerification(
    earlier,
    run,
    config.verification.validityMs,
    clock.now(),
  );
}
