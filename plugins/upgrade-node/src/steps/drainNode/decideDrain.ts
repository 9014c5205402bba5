import { listed, Message } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, StepDecision } from '../../step/defineStep';
import { podRef } from '../../workloads/pods';
import { awaiting, awaitingWrite, finish } from '../decisions';
import { isNodeCordoned, nodeRef } from '../../workloads/nodes';
import {
  Budget,
  budgetsOfPod,
  isBudgetUnasked,
  isSpared,
} from './podDisruption';
import { classifyPods, RefusedPod } from './classifyPods';
import {
  awaitingBudget,
  awaitingJob,
  awaitingTermination,
  BlockedPod,
} from './drainWaits';
import { drainNodeInput } from './drainNodeInput';

type Input = z.output<typeof drainNodeInput>;

/**
 * What `drain-node` looks at.
 *
 * @internal
 */
export interface SeenDrain {
  node: KubeObject | undefined;
  /** Pods bound to the node. */
  pods: KubeObject[];
  /** Budgets of all namespaces. */
  budgets: Budget[];
  /** `<namespace>/<name>`. */
  daemonSets: string[];
}

/**
 * A pod as an eviction names it: another one of the same name is left alone.
 *
 * @internal
 */
export interface EvictedPod {
  namespace: string;
  name: string;
  uid: string;
}

/**
 * The one effect of a pass of `drain-node`.
 *
 * @internal
 */
export type DrainAction =
  | { kind: 'cordon'; resourceVersion: string }
  | { kind: 'evict'; pods: EvictedPod[] };

/** Pods listed in a sentence before it says "and n more". */
const MAX_NAMED = 5;

/**
 * Pure decision of `drain-node`.
 *
 * @internal
 */
export function decideDrain(
  seen: SeenDrain,
  { input, nowMs }: DecisionFacts<Input>,
): StepDecision<DrainAction> {
  if (!seen.node) {
    return finish('node-gone', `Node ${input.node} left the cluster`);
  }
  const pods = classifyPods(seen.pods, new Set(seen.daemonSets), input);
  if (pods.refused.length > 0) {
    return { do: 'fail', failure: refusal(input, pods.refused) };
  }
  if (!isNodeCordoned(seen.node)) {
    return recordon(input, seen.node);
  }
  const { allowed, blocked, misconfigured } = byBudget(
    pods.toEvict,
    seen.budgets,
  );
  if (misconfigured) {
    return { do: 'fail', failure: severalBudgets(misconfigured) };
  }
  const now = allowed.slice(0, input.podsPerPass);
  if (now.length > 0) {
    return eviction(input, now, allowed.length + blocked.length - now.length);
  }
  if (blocked.length > 0) {
    return { do: 'wait', wait: awaitingBudget(blocked) };
  }
  if (pods.terminating.length > 0) {
    return {
      do: 'wait',
      wait: awaitingTermination(pods.terminating, seen.node, nowMs),
    };
  }
  if (pods.toFinish.length > 0) {
    return { do: 'wait', wait: awaitingJob(pods.toFinish) };
  }
  return finish(
    'node-drained',
    `Nothing that has to leave runs on node ${input.node} any more`,
  );
}

/** Pods by what their budgets say, each eviction of this pass taken off. */
function byBudget(pods: readonly KubeObject[], budgets: readonly Budget[]) {
  const left = new Map(
    budgets.map(budget => [budget, budget.disruptionsAllowed]),
  );
  const allowed: KubeObject[] = [];
  const blocked: BlockedPod[] = [];
  for (const pod of pods) {
    const asked = isBudgetUnasked(pod) ? [] : budgetsOfPod(pod, budgets);
    if (asked.length > 1) {
      return { allowed, blocked, misconfigured: { pod, budgets: asked } };
    }
    const [budget] = asked;
    const isFree = !budget || isSpared(pod, budget);
    if (isFree || left.get(budget)! > 0) {
      allowed.push(pod);
      if (!isFree) {
        left.set(budget, left.get(budget)! - 1);
      }
    } else {
      blocked.push({ pod, budget });
    }
  }
  return { allowed, blocked, misconfigured: undefined };
}

/** Someone uncordoned the node while it is drained: new pods would come as fast as old ones go. */
function recordon(
  { node }: Input,
  { metadata }: KubeObject,
): StepDecision<DrainAction> {
  return {
    do: 'act',
    action: { kind: 'cordon', resourceVersion: metadata.resourceVersion! },
    object: nodeRef(node),
    effect: {
      code: 'cordon-node-again',
      params: { node },
      text: `Cordons node ${node}, which takes new pods although it is being drained`,
    },
    then: awaitingWrite('node', nodeRef(node), {
      code: 'node-cordoned',
      text: `Node ${node} takes no new pods`,
    }),
  };
}

function eviction(
  { node }: Input,
  pods: KubeObject[],
  left: number,
): StepDecision<DrainAction> {
  const names = namesOf(pods);
  const gone: Message = {
    code: 'node-drained',
    text: `Nothing that has to leave runs on node ${node} any more`,
  };
  return {
    do: 'act',
    action: {
      kind: 'evict',
      pods: pods.map(({ metadata }) => ({
        namespace: metadata.namespace!,
        name: metadata.name,
        uid: metadata.uid!,
      })),
    },
    object: pods.length === 1 ? podRef(pods[0]) : nodeRef(node),
    effect: {
      code: 'evict-pods',
      params: { node, pods: pods.length, left },
      text: `Evicts ${names} from node ${node}`,
    },
    then: awaiting({
      kind: 'pod-termination',
      object: podRef(pods[0]),
      condition: gone,
      why: {
        code: 'pods-evicted',
        params: { pods: pods.length, left },
        text:
          left > 0
            ? `${names} were just asked to leave; ${left} more follow`
            : `${names} were just asked to leave`,
      },
    }),
  };
}

function refusal(input: Input, refused: RefusedPod[]) {
  const named = refused
    .slice(0, MAX_NAMED)
    .map(({ pod, why }) => `${nameOf(pod)}: ${why.text}`)
    .join('; ');
  const more =
    refused.length > MAX_NAMED
      ? `; and ${refused.length - MAX_NAMED} more`
      : '';
  return {
    kind: 'error' as const,
    object: podRef(refused[0].pod),
    cause: {
      code: 'drain-would-lose',
      params: { node: input.node, pods: refused.length },
      text: `Draining node ${input.node} would lose something for good: ${named}${more}`,
    },
    remedy:
      'Move or delete these pods, or make a new plan that allows their loss; nothing was evicted in this pass',
  };
}

/** The API answers such an eviction with 500 for ever (Kubernetes, "API-initiated Eviction"). */
function severalBudgets({
  pod,
  budgets,
}: {
  pod: KubeObject;
  budgets: Budget[];
}) {
  const names = budgets.map(budget => budget.name).join(' and ');
  return {
    kind: 'error' as const,
    object: podRef(pod),
    cause: {
      code: 'several-budgets',
      params: { budgets: names },
      text: `Pod ${nameOf(pod)} is covered by several PodDisruptionBudgets (${names}); Kubernetes evicts no such pod`,
    },
    remedy: `Leave one of ${names} in namespace ${pod.metadata.namespace}, then retry the step`,
  };
}

function namesOf(pods: readonly KubeObject[]): string {
  return listed(pods.map(nameOf), MAX_NAMED);
}

function nameOf(pod: KubeObject): string {
  return `${pod.metadata.namespace}/${pod.metadata.name}`;
}
