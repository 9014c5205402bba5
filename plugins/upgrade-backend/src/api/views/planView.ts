import {
  ActionAvailability,
  Message,
  PlanRecord,
  PlanView,
  upgradeOverridePermission,
  upgradePlanCreatePermission,
  upgradeStartPermission,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../../clusters/ClusterEntity';
import { planWithoutValues } from '../../redaction/redactPlan';
import { clusterResourceRef } from '../../authorization/policy/resources';
import { startBlockers, voidOverrides } from '../../verification/startBlockers';
import { upgradeInTheWay } from '../activeUpgrade';
import { ApiServices } from '../ApiServices';
import { firstRefusal } from '../firstRefusal';
import { Caller } from '../../authorization/caller';
import { findingsWithout, visibleComponents } from './visibleComponents';

const PERMISSIONS = {
  check: upgradePlanCreatePermission,
  override: upgradeOverridePermission,
  start: upgradeStartPermission,
  showValues: upgradeStartPermission,
} as const;

/**
 * A stored plan with what stands in the way of its start, and what the caller may do. Values that people
 * configured are withheld.
 */
export async function viewPlan(
  services: Pick<
    ApiServices,
    | 'authorizer'
    | 'catalog'
    | 'clock'
    | 'connectionRules'
    | 'upgradeResources'
    | 'upgrades'
    | 'visibility'
  >,
  subject: { record: PlanRecord; cluster: ClusterEntity },
  caller: Caller,
  drift?: readonly Message[],
): Promise<PlanView> {
  const { record, cluster } = subject;
  const nowMs = services.clock.now();
  const blockers = startBlockers(record, {
    nowMs,
    activeUpgrade: await upgradeInTheWay(
      services,
      record.clusterRef,
      record.apiServerId,
      caller,
    ),
    connectionConflict: await services.connectionRules.conflictOf(
      cluster,
      caller.credentials,
    ),
    drift,
  });
  const permitted = await services.authorizer.availability(
    caller.credentials,
    clusterResourceRef,
    [...new Set(Object.values(PERMISSIONS))],
    cluster,
    { name: cluster.ref, ownerRef: cluster.ownerRef },
  );
  const visible = await visibleComponents(services, cluster.ref, caller);
  const { verification } = record;
  const first = blockers.at(0);
  const started: ActionAvailability =
    first?.kind === 'already-started'
      ? { available: false, reason: first.reason }
      : { available: true };
  const startable: ActionAvailability = first
    ? { available: false, reason: first.reason }
    : { available: true };
  return {
    ...record,
    plan: planWithoutValues(record.plan),
    verification: verification && {
      ...verification,
      findings: findingsWithout(
        verification.findings,
        visible,
        cluster.ownerRef,
      ),
    },
    blockers,
    voidOverrides: voidOverrides(record, nowMs),
    actions: {
      check: firstRefusal(permitted(PERMISSIONS.check), started),
      override: firstRefusal(permitted(PERMISSIONS.override), started),
      start: firstRefusal(permitted(PERMISSIONS.start), startable),
      showValues: permitted(PERMISSIONS.showValues),
    },
    serverTimeMs: nowMs,
  };
}
