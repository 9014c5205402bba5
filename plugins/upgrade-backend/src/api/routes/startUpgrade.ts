import { ConflictError, InputError } from '@backstage/errors';
import {
  PlanRecord,
  UpgradeView,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ActiveUpgradeError } from '../../database/storeErrors';
import {
  acceptedFindings,
  startBlockers,
} from '../../verification/startBlockers';
import { upgradeInTheWay } from '../activeUpgrade';
import { ApiServices } from '../ApiServices';
import { startRefused } from '../problems';
import { Caller } from '../../authorization/caller';
import { RouteAnswer, RouteCall, RouteHandlers } from '../RouteHandler';
import { viewUpgrade } from '../views/upgradeView';

/** Longest key, as in the body's schema. */
const MAX_KEY_LENGTH = 200;

/** Starting an upgrade: the plan's hash, its verification and the cluster itself must still agree. */
export function startUpgradeRoute(
  services: ApiServices,
): Pick<RouteHandlers, 'startUpgrade'> {
  const { upgrades, clock, connectionRules, inspector, planMaker } = services;

  return {
    async startUpgrade(call) {
      const { cluster, record } = call.subject;
      const { actor, credentials } = call.caller;
      const idempotencyKey = idempotencyKeyOf(call);
      requireHash(record, call.body.planHash);
      if (record.upgradeId !== undefined) {
        const started = await upgrades.readState(record.upgradeId);
        // A plan starts once: whoever started it and asks again gets the same upgrade.
        if (started.requestedBy === actor) {
          return answer(services, 200, started.id, call.caller);
        }
      }
      const connectionConflict = await connectionRules.conflictOf(
        cluster,
        credentials,
      );
      refuseIfBlocked(record, { nowMs: clock.now(), connectionConflict });
      const reachable = await inspector.reach(cluster);
      const apiServerId = await inspector.identify(reachable);
      const inTheWay = () =>
        upgradeInTheWay(services, record.clusterRef, apiServerId, call.caller);
      const facts = {
        nowMs: clock.now(),
        apiServerId,
        activeUpgrade: await inTheWay(),
      };
      refuseIfBlocked(record, facts);
      const drift = await planMaker.drift(reachable, record.plan);
      refuseIfBlocked(record, { ...facts, drift });
      const { upgradeId, isNew } = await services.requests
        .create({
          plan: record.plan,
          planId: record.id,
          planHash: record.hash,
          apiServerId,
          cluster,
          acceptedFindings: acceptedFindings(record, clock.now()),
          actor,
          idempotencyKey,
        })
        .catch(async error => {
          if (error instanceof ActiveUpgradeError) {
            // Somebody else was quicker: say who.
            refuseIfBlocked(record, {
              ...facts,
              activeUpgrade: await inTheWay(),
            });
          }
          throw error;
        });
      // Whoever starts an upgrade opens its page next.
      services.outlines.put(upgradeId, record.plan);
      return answer(services, isNew ? 201 : 200, upgradeId, call.caller);
    },
  };
}

async function answer(
  services: ApiServices,
  status: 200 | 201,
  upgradeId: string,
  caller: Caller,
): Promise<RouteAnswer<UpgradeView>> {
  const state = await services.upgrades.readState(upgradeId);
  return { status, json: await viewUpgrade(services, state, caller) };
}

function requireHash({ id, hash }: PlanRecord, given: string): void {
  if (hash !== given) {
    throw new ConflictError(
      `Plan ${id} has hash ${hash}, but the request is for ${given}. Look at the plan again and start what you have seen.`,
    );
  }
}

function refuseIfBlocked(
  record: PlanRecord,
  facts: Parameters<typeof startBlockers>[1],
): void {
  const blockers = startBlockers(record, facts);
  if (blockers.length > 0) {
    throw startRefused(blockers);
  }
}

/** @throws InputError when header and body contradict each other */
function idempotencyKeyOf({
  body,
  header,
}: RouteCall<'startUpgrade'>): string | undefined {
  const fromHeader = header('Idempotency-Key')?.trim();
  const fromBody = body.idempotencyKey;
  if (fromHeader !== undefined) {
    if (fromHeader === '' || fromHeader.length > MAX_KEY_LENGTH) {
      throw new InputError(
        `header.Idempotency-Key: must have 1 to ${MAX_KEY_LENGTH} characters`,
      );
    }
    if (fromBody !== undefined && fromBody !== fromHeader) {
      throw new InputError(
        `header.Idempotency-Key is '${fromHeader}', but body.idempotencyKey is '${fromBody}'. Send one of them.`,
      );
    }
  }
  return fromHeader ?? fromBody;
}
