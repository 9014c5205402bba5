import {
  defineStep,
  KubeObject,
  podRef,
  readObject,
  resourceTypes,
  StepDecision,
} from '@cluster-upgrade/plugin-upgrade-node';
import { z } from 'zod';
import { LEADER_LEASE, OMNI_NAMESPACE } from '../resources';
import { leaderAmong, orchestratorRights, readOrchestrators } from './leader';

/** Read by Kubernetes' ReplicaSet controller: pods with a lower cost go first, 0 where it is absent. */
const ANNOTATION_DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** More than any orchestrator has by itself. */
const LEADER_DELETION_COST = '1000';

/**
 * `omnicloud-leader-last`: the roll that follows replaces the leading orchestrator last, so that
 * leadership moves once, and to an instance that is new already. The mark disappears with its pod.
 */
export const leaderLast = defineStep({
  kind: 'omnicloud-leader-last',
  input: z.strictObject({}),
  rights: () => [
    ...orchestratorRights,
    {
      apiGroup: '',
      resource: 'pods',
      verbs: ['patch'],
      namespace: OMNI_NAMESPACE,
    },
  ],
  async observe(context) {
    const [lease, orchestrators] = await Promise.all([
      readObject(context, resourceTypes.leases, {
        namespace: OMNI_NAMESPACE,
        name: LEADER_LEASE,
      }),
      readOrchestrators(context),
    ]);
    return leaderAmong(orchestrators, lease);
  },
  decide: leader => decideLeaderLast(leader),
  async act(leader: { name: string; uid?: string }, { cluster, signal }) {
    await cluster.patch(
      resourceTypes.pods,
      { namespace: OMNI_NAMESPACE, name: leader.name },
      'merge',
      {
        metadata: {
          uid: leader.uid,
          annotations: { [ANNOTATION_DELETION_COST]: LEADER_DELETION_COST },
        },
      },
      { signal },
    );
  },
});

/** Pure decision of `omnicloud-leader-last`. */
export function decideLeaderLast(
  leader: KubeObject | undefined,
): StepDecision<{ name: string; uid?: string }> {
  if (!leader) {
    return {
      do: 'finish',
      result: {
        code: 'no-leader',
        text: 'No orchestrator leads at present, so that none has to be last',
      },
    };
  }
  const { name, uid, annotations } = leader.metadata;
  const condition = {
    code: 'leader-is-last',
    params: { pod: name },
    text: `The leading orchestrator ${name} is replaced last`,
  };
  if (annotations?.[ANNOTATION_DELETION_COST] === LEADER_DELETION_COST) {
    return { do: 'finish', result: condition };
  }
  return {
    do: 'act',
    action: { name, uid },
    object: podRef(leader),
    effect: {
      code: 'mark-leader',
      params: { pod: name },
      text: `Marks ${name}, which leads, as the last to be replaced`,
    },
    then: {
      kind: 'condition',
      object: podRef(leader),
      condition,
      why: { code: 'just-written', text: 'It was just written' },
      unblocks: { kind: 'nobody-needed' },
      atLimit: 'fail-step',
    },
  };
}
