import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import {
  KubeObject,
  readObject,
  resourceTypes,
  isPodReady,
  CheckAnswer,
  defineCheck,
} from '@cluster-upgrade/plugin-upgrade-node';
import { LEADER_LEASE, LEASE_REF, OMNI_NAMESPACE } from '../resources';
import { leaderAmong, readOrchestrators } from '../steps/leader';

const SECOND_MS = 1000;

/** Clocks of the cluster and of the portal may differ by this much. */
const CLOCK_TOLERANCE_MS = 30 * SECOND_MS;

const DEFAULT_LEASE_SECONDS = 15;

/** Do orchestrators, directors and agents reach each other, as far as readiness and leadership tell? */
export const controlChain = defineCheck({
  id: 'control-chain',
  title: 'Orchestrators, directors and agents reach each other',
  group: 'connectivity',
  async answer(input) {
    const [lease, orchestrators] = await Promise.all([
      readObject(input, resourceTypes.leases, {
        namespace: OMNI_NAMESPACE,
        name: LEADER_LEASE,
      }),
      readOrchestrators(input),
    ]);
    return [
      leadershipAnswer(lease, orchestrators, input.clock.now()),
      chainAnswer(input.inventory),
    ];
  },
});

/** Somebody leads, serves, and has renewed the Lease. */
export function leadershipAnswer(
  lease: KubeObject | undefined,
  orchestrators: readonly KubeObject[],
  nowMs: number,
): CheckAnswer {
  const about = {
    about: 'leadership',
    needed: 'A ready orchestrator that renews its Lease',
    objects: [LEASE_REF],
  };
  const leader = leaderAmong(orchestrators, lease);
  const remedy =
    'Look at the logs of the orchestrators: without a leader nobody commands the directors.';
  if (!lease || !leader) {
    return {
      ...about,
      status: 'soft-block',
      observed: lease
        ? `Lease ${LEADER_LEASE} is held by "${lease.spec?.holderIdentity ?? ''}", which is no orchestrator`
        : `Lease ${LEADER_LEASE} is not there`,
      remedy,
    };
  }
  const { name } = leader.metadata;
  if (!isPodReady(leader)) {
    return {
      ...about,
      status: 'soft-block',
      observed: `${name} leads but is not ready`,
      remedy,
    };
  }
  const durationMs =
    (lease.spec?.leaseDurationSeconds ?? DEFAULT_LEASE_SECONDS) * SECOND_MS;
  const ageMs = nowMs - Date.parse(lease.spec?.renewTime ?? '');
  // NaN, where the time can't be read, is not within the limit either.
  const isRenewed = ageMs <= durationMs + CLOCK_TOLERANCE_MS;
  return isRenewed
    ? { ...about, status: 'pass', observed: `${name} leads` }
    : {
        ...about,
        status: 'soft-block',
        observed: `${name} leads but has not renewed its Lease in time`,
        remedy,
      };
}

/** Each link of the chain has somebody who answers. */
export function chainAnswer({ components }: Inventory): CheckAnswer {
  const links = ['orchestrator', 'director', 'agent'].map(id => ({
    id,
    ready: components.find(component => component.id === id)?.ready ?? 0,
  }));
  const broken = links.filter(({ ready }) => ready === 0);
  const about = {
    about: 'chain',
    needed: 'At least one ready instance of each link',
  };
  return broken.length === 0
    ? {
        ...about,
        status: 'pass',
        observed: links.map(({ id, ready }) => `${id} ${ready}`).join(', '),
      }
    : {
        ...about,
        status: 'hard-block',
        observed: `No instance ready: ${broken.map(({ id }) => id).join(', ')}`,
        remedy: 'Mend the missing link first: commands end there.',
      };
}
