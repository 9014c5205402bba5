import { ObjectRef, objectText } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, StepDecision } from '../../step/defineStep';
import {
  isPodReady,
  isTerminating,
  podProblem,
  podRef,
} from '../../workloads/pods';
import { foreignImage } from '../../workloads/workloads';
import { awaiting, finish } from '../decisions';
import { isNodeReady, nodeRef } from '../../workloads/nodes';
import { replaceNodePodInput } from './replaceNodePodInput';

type Input = z.output<typeof replaceNodePodInput>;

/**
 * What `replace-node-pod` looks at.
 *
 * @internal
 */
export interface SeenNodePod {
  node: KubeObject | undefined;
  daemonSet: KubeObject | undefined;
  /** The DaemonSet's pods on the node. */
  pods: KubeObject[];
  /** `controller-revision-hash` of the present template; undefined until the controller recorded it. */
  revisionHash: string | undefined;
}

/**
 * The one effect of `replace-node-pod`.
 *
 * @internal
 */
export interface DeletedPod {
  name: string;
  uid: string;
}

/**
 * Pure decision of `replace-node-pod`.
 *
 * @internal
 */
export function decideReplacement(
  { node, daemonSet, pods, revisionHash }: SeenNodePod,
  { input }: DecisionFacts<Input>,
): StepDecision<DeletedPod> {
  if (!node) {
    return finish('node-gone', `Node ${input.node} left the cluster`);
  }
  const object = daemonSetRef(input);
  if (!daemonSet) {
    return failed(
      object,
      'object-missing',
      `${objectText(object)} is not there`,
    );
  }
  const foreign = foreignImage(daemonSet, input.images);
  if (foreign) {
    return failed(
      object,
      'template-changed',
      `${objectText(object)} ${foreign}`,
    );
  }
  if (
    revisionHash === undefined ||
    (daemonSet.status?.observedGeneration ?? 0) <
      (daemonSet.metadata.generation ?? 0)
  ) {
    return waitFor(input, object, {
      code: 'change-not-observed',
      text: 'The DaemonSet controller has not seen the latest template yet',
    });
  }
  const old = pods.filter(pod => hashOf(pod) !== revisionHash);
  const toDelete = old.find(pod => !isTerminating(pod));
  if (toDelete) {
    return deletion(input, toDelete);
  }
  if (old.length > 0) {
    return waitFor(input, podRef(old[0]), {
      code: 'old-pod-ending',
      params: { pod: old[0].metadata.name },
      text: `Old pod ${old[0].metadata.name} is still ending`,
    });
  }
  return decideNewPod(
    input,
    node,
    pods.filter(pod => !isTerminating(pod)),
  );
}

function decideNewPod(
  input: Input,
  node: KubeObject,
  pods: KubeObject[],
): StepDecision<DeletedPod> {
  const [pod] = pods;
  if (!pod) {
    return waitFor(input, daemonSetRef(input), {
      code: 'new-pod-missing',
      text: `The DaemonSet controller has not created the new pod on node ${input.node} yet`,
    });
  }
  if (!isPodReady(pod)) {
    const problem = podProblem(pod);
    return waitFor(
      input,
      podRef(pod),
      problem
        ? {
            code: 'pod-problem',
            params: { reason: problem.reason },
            text: `New pod ${pod.metadata.name}: ${problem.reason} (${problem.detail})`,
          }
        : {
            code: 'new-pod-not-ready',
            text: `New pod ${pod.metadata.name} is starting`,
          },
      problem !== undefined,
    );
  }
  if (!isNodeReady(node)) {
    return waitFor(input, nodeRef(input.node), {
      code: 'node-not-ready',
      text: `The new pod is ready, and node ${input.node} is not`,
    });
  }
  return finish(
    'pod-replaced',
    `Node ${input.node} runs the present pod of ${objectText(daemonSetRef(input))}, and both are ready`,
  );
}

function deletion(input: Input, pod: KubeObject): StepDecision<DeletedPod> {
  const { name, uid } = pod.metadata;
  return {
    do: 'act',
    action: { name, uid: uid! },
    object: podRef(pod),
    effect: {
      code: 'delete-old-pod',
      params: { node: input.node, pod: name },
      text: `Deletes old pod ${name} on node ${input.node}, so that its DaemonSet puts the new one there`,
    },
    then: awaiting({
      kind: 'rollout',
      object: podRef(pod),
      condition: replaced(input),
      why: {
        code: 'old-pod-ending',
        params: { pod: name },
        text: `Old pod ${name} is still ending`,
      },
    }),
  };
}

function waitFor(
  input: Input,
  object: ObjectRef,
  why: { code: string; text: string; params?: Record<string, string> },
  needsHelp = false,
): StepDecision<never> {
  return {
    do: 'wait',
    wait: awaiting({
      kind: 'rollout',
      object,
      condition: replaced(input),
      why,
      unblocks: { kind: needsHelp ? 'platform-team' : 'nobody-needed' },
    }),
  };
}

function replaced(input: Input) {
  return {
    code: 'pod-replaced',
    params: { node: input.node },
    text: `Node ${input.node} runs the present pod of ${objectText(
      daemonSetRef(input),
    )}, and both are ready`,
  };
}

function hashOf(pod: KubeObject): string | undefined {
  return pod.metadata.labels?.['controller-revision-hash'];
}

function daemonSetRef({ daemonSet }: Input): ObjectRef {
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', ...daemonSet };
}

function failed(
  object: ObjectRef,
  code: string,
  text: string,
): StepDecision<never> {
  return {
    do: 'fail',
    failure: {
      kind: 'measured',
      object,
      cause: { code, text },
      remedy:
        'Find out who changed it; then put it right and retry the step, or roll back',
    },
  };
}
