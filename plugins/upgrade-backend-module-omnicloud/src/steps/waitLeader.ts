import { Message } from '@cluster-upgrade/plugin-upgrade-common';
import {
  DecisionFacts,
  defineStep,
  isPodReady,
  isTerminating,
  KubeObject,
  readObject,
  resourceTypes,
  StepDecision,
} from '@cluster-upgrade/plugin-upgrade-node';
import { z } from 'zod';
import { LEADER_LEASE, LEASE_REF, OMNI_NAMESPACE } from '../resources';
import { leaderAmong, orchestratorRights, readOrchestrators } from './leader';

const waitLeaderInput = z.strictObject({
  /** How long the same orchestrator must lead without a break. */
  stableMs: z.int().min(0),
});

/** What `omnicloud-wait-leader` looks at. */
export interface SeenLeadership {
  holder: string;
  renewTime: string;
  /** The holder's pod, when it is there and serves. */
  leader: KubeObject | undefined;
}

const leaderMemo = z.object({
  holder: z.string(),
  renewTime: z.string(),
  sinceMs: z.number(),
});

/**
 * `omnicloud-wait-leader`: one ready orchestrator leads, without a break, and has renewed its Lease
 * meanwhile. Times are taken by our own clock: the cluster's may differ.
 */
export const waitLeader = defineStep({
  kind: 'omnicloud-wait-leader',
  input: waitLeaderInput,
  rights: () => [...orchestratorRights],
  async observe(context): Promise<SeenLeadership> {
    const [lease, orchestrators] = await Promise.all([
      readObject(context, resourceTypes.leases, {
        namespace: OMNI_NAMESPACE,
        name: LEADER_LEASE,
      }),
      readOrchestrators(context),
    ]);
    const leader = leaderAmong(orchestrators, lease);
    return {
      holder: lease?.spec?.holderIdentity ?? '',
      renewTime: lease?.spec?.renewTime ?? '',
      leader:
        leader && isPodReady(leader) && !isTerminating(leader)
          ? leader
          : undefined,
    };
  },
  decide: decideLeader,
  act: async () => {},
});

/** Pure decision of `omnicloud-wait-leader`. */
export function decideLeader(
  { holder, renewTime, leader }: SeenLeadership,
  {
    input,
    nowMs,
    watchedSinceMs,
    memo,
  }: DecisionFacts<z.output<typeof waitLeaderInput>>,
): StepDecision<never> {
  if (!leader) {
    return awaitingLeader({
      code: 'no-serving-leader',
      params: { holder },
      text: holder
        ? `${holder} holds the Lease but is not ready`
        : 'Nobody holds the Lease',
    });
  }
  const before = leaderMemo.safeParse(memo).data;
  if (before?.holder !== holder || before.sinceMs < watchedSinceMs) {
    return {
      ...awaitingLeader(ledBy(holder)),
      memo: { holder, renewTime, sinceMs: nowMs },
      recheckAfterMs: input.stableMs,
    };
  }
  const leftMs = before.sinceMs + input.stableMs - nowMs;
  if (leftMs > 0) {
    return { ...awaitingLeader(ledBy(holder)), recheckAfterMs: leftMs };
  }
  if (renewTime === before.renewTime) {
    return awaitingLeader({
      code: 'lease-not-renewed',
      params: { holder },
      text: `${holder} has not renewed its Lease yet`,
    });
  }
  return {
    do: 'finish',
    result: {
      code: 'leader-stable',
      params: { holder },
      text: `${holder} leads without a break`,
    },
  };
}

function ledBy(holder: string): Message {
  return {
    code: 'leads-too-short',
    params: { holder },
    text: `${holder} leads, but not for long enough yet`,
  };
}

function awaitingLeader(why: Message): StepDecision<never> & { do: 'wait' } {
  return {
    do: 'wait',
    wait: {
      kind: 'condition',
      object: LEASE_REF,
      condition: {
        code: 'leader-stable',
        text: 'One ready orchestrator leads without a break',
      },
      why,
      unblocks: { kind: 'platform-team' },
      atLimit: 'fail-step',
    },
  };
}
