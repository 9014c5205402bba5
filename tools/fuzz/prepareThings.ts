import { parseEntityRef } from '@backstage/catalog-model';
import {
  MAX_EVENTS_WAIT_SECONDS,
  PlanView,
  UpgradeApi,
  UpgradeStatus,
} from '@cluster-upgrade/plugin-upgrade-common';
import { chooseVersion, makePlan, startUpgrade } from '@cluster-upgrade/portal';
import { platforms } from '@cluster-upgrade/platforms';

const WAIT_LIMIT_MS = 60_000;
const POLL_MS = 100;
/** Steps that requests name. */
const MOST_STEPS = 8;

/** What requests can ask for so that they hit something; known_things.py reads it. */
export interface KnownThings {
  /** Path parameters that belong together, by the beginning of the path. */
  path: Record<string, Array<Record<string, string>>>;
  /** Fields of bodies that belong together. */
  body: Array<Record<string, string>>;
  longestWaitSeconds: number;
}

/**
 * Makes what a portal has after a while: an upgrade that was rolled back, one that is paused half-way, and
 * a plan that nobody started.
 *
 * @param api - as somebody who may do all this
 */
export async function prepareThings(api: UpgradeApi): Promise<KnownThings> {
  const clusterRef = platforms.omnicloud.cluster.ref;
  const toVersion = chooseVersion(await api.getCluster(clusterRef));
  const rolledBack = await startUpgrade(api, clusterRef, toVersion);
  await until(api, rolledBack, 'running');
  await api.rollBackUpgrade(rolledBack);
  await until(api, rolledBack, 'finished');
  const paused = await startUpgrade(api, clusterRef, toVersion);
  await until(api, paused, 'running');
  await api.pauseUpgrade(paused);
  await until(api, paused, 'paused');
  const unstarted = await makePlan(api, clusterRef, toVersion);
  return {
    path: pathThings(unstarted, [rolledBack, paused]),
    body: bodyThings(unstarted),
    longestWaitSeconds: MAX_EVENTS_WAIT_SECONDS,
  };
}

function pathThings(
  { id: planId, verification }: PlanView,
  upgradeIds: string[],
): KnownThings['path'] {
  return {
    '/v1/clusters/': Object.values(platforms).map(it =>
      entityPath(it.cluster.ref),
    ),
    '/v1/applications/': ['shop', 'checkout', 'cart'].map(name =>
      entityPath(`component:default/${name}`),
    ),
    '/v1/plans/': (verification?.findings ?? []).map(finding => ({
      planId,
      findingId: finding.id,
    })),
    '/v1/upgrades/': upgradeIds.map(upgradeId => ({ upgradeId })),
  };
}

function bodyThings({
  id,
  hash,
  plan: planned,
}: PlanView): KnownThings['body'] {
  const steps = planned.steps.slice(0, MOST_STEPS);
  return [
    { planId: id, planHash: hash },
    { toVersion: planned.toVersion },
    { applicationId: planned.thresholds[0].applicationId },
    ...steps.map(step => ({ stepId: step.id })),
    ...steps.flatMap(({ lane }) => (lane ? [{ laneId: lane.id }] : [])),
  ];
}

function entityPath(ref: string): Record<string, string> {
  const { kind, namespace, name } = parseEntityRef(ref);
  return { kind, namespace, name };
}

async function until(api: UpgradeApi, id: string, status: UpgradeStatus) {
  const untilMs = Date.now() + WAIT_LIMIT_MS;
  for (;;) {
    const { state } = await api.getUpgrade(id);
    if (state.status === status) {
      return;
    }
    if (Date.now() > untilMs || state.status === 'finished') {
      throw new Error(
        `Upgrade ${id} is ${state.status}, and was to become ${status}.`,
      );
    }
    await new Promise(next => setTimeout(next, POLL_MS));
  }
}
