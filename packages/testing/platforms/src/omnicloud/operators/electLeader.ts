import {
  KubeObject,
  resourceTypes,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  formatMicroTime,
  isPodReady,
  parseTime,
  Pod,
  Reconciliation,
  Write,
} from '@cluster-upgrade/cluster-simulator/operatorKit';
import { LEADER_LEASE, OMNI_NAMESPACE } from './names';

/** @internal */
export interface ElectionTiming {
  leaseMs: number;
  renewMs: number;
  retryMs: number;
}

/**
 * What the orchestrators do with their Lease, all of them in one look: the leader renews it, gives it
 * back when it is told to stop, and a ready one takes it when it is free or has run out.
 *
 * @internal
 */
export function electLeader(
  lease: KubeObject | undefined,
  orchestrators: readonly Pod[],
  timing: ElectionTiming,
  nowMs: number,
): Reconciliation {
  const holder: string = lease?.spec?.holderIdentity ?? '';
  const leader = orchestrators.find(pod => pod.metadata.name === holder);
  const candidate = firstCandidate(orchestrators);
  if (!lease) {
    return candidate
      ? {
          writes: [create(candidate, timing, nowMs)],
          requeueAfterMs: timing.renewMs,
        }
      : { writes: [] };
  }
  if (leader && isServing(leader)) {
    return renew(lease, timing, nowMs);
  }
  if (leader?.metadata.deletionTimestamp) {
    return {
      writes: [replace(lease, { holderIdentity: '' })],
      requeueAfterMs: timing.retryMs,
    };
  }
  return takeOver(lease, holder, candidate, timing, nowMs);
}

function takeOver(
  lease: KubeObject,
  holder: string,
  candidate: Pod | undefined,
  timing: ElectionTiming,
  nowMs: number,
): Reconciliation {
  const renewedMs = parseTime(lease.spec?.renewTime) ?? 0;
  const leftMs = holder === '' ? 0 : renewedMs + timing.leaseMs - nowMs;
  if (leftMs > 0) {
    return { writes: [], requeueAfterMs: leftMs };
  }
  if (!candidate) {
    return { writes: [] };
  }
  return {
    writes: [
      replace(lease, {
        holderIdentity: candidate.metadata.name,
        acquireTime: formatMicroTime(nowMs),
        renewTime: formatMicroTime(nowMs),
        leaseTransitions: (lease.spec?.leaseTransitions ?? 0) + 1,
      }),
    ],
    events: [
      {
        regarding: lease,
        type: 'Normal',
        reason: 'LeaderElection',
        message: `${candidate.metadata.name} became leader`,
      },
    ],
    requeueAfterMs: timing.renewMs,
  };
}

function renew(
  lease: KubeObject,
  timing: ElectionTiming,
  nowMs: number,
): Reconciliation {
  const dueInMs =
    (parseTime(lease.spec?.renewTime) ?? 0) + timing.renewMs - nowMs;
  return dueInMs > 0
    ? { writes: [], requeueAfterMs: dueInMs }
    : {
        writes: [replace(lease, { renewTime: formatMicroTime(nowMs) })],
        requeueAfterMs: timing.renewMs,
      };
}

function isServing(pod: Pod): boolean {
  return isPodReady(pod) && !pod.metadata.deletionTimestamp;
}

/** The longest-serving one asks first. */
function firstCandidate(orchestrators: readonly Pod[]): Pod | undefined {
  return orchestrators
    .filter(isServing)
    .sort(
      (one, other) =>
        (one.metadata.creationTimestamp ?? '').localeCompare(
          other.metadata.creationTimestamp ?? '',
        ) || one.metadata.name.localeCompare(other.metadata.name),
    )[0];
}

function create(candidate: Pod, timing: ElectionTiming, nowMs: number): Write {
  return {
    verb: 'create',
    resource: resourceTypes.leases,
    object: {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: LEADER_LEASE, namespace: OMNI_NAMESPACE },
      spec: {
        holderIdentity: candidate.metadata.name,
        leaseDurationSeconds: Math.ceil(timing.leaseMs / 1000),
        acquireTime: formatMicroTime(nowMs),
        renewTime: formatMicroTime(nowMs),
        leaseTransitions: 0,
      },
    },
  };
}

/** With the version that was read, so that two who try at once can't both win. */
function replace(lease: KubeObject, spec: Record<string, unknown>): Write {
  return {
    verb: 'update',
    resource: resourceTypes.leases,
    object: { ...lease, spec: { ...lease.spec, ...spec } },
  };
}
