import {
  DecisionFacts,
  KubeObject,
  StepDecision,
} from '@cluster-upgrade/plugin-upgrade-node';
import { WaitRequest } from '@cluster-upgrade/plugin-upgrade-common';
import { OperatorGate, operatorGates } from '../../operatorGates';
import {
  isLeftOut,
  tagOf,
  WEKA_API_VERSION,
  WekaCluster,
  WekaContainer,
} from '../../resources';
import { clusterObject, PauseHolder, PausePatch } from '../../operatorPause';
import { AwaitContainersInput } from './awaitContainersInput';
import { decideHold } from './decideHold';

/** What the step looked at. */
export interface SeenContainers {
  cluster: WekaCluster;
  /** Containers of the awaited modes. */
  containers: WekaContainer[];
  /** Containers of all modes that the operator's pause is about; none for clients. */
  backends: WekaContainer[];
  events: KubeObject[];
  /** Who has the operator pause. */
  holder: PauseHolder;
  upgradeId: string;
}

/** When something last changed; a gate of the operator counts as change, because it is no stall. */
interface StallMemo {
  fingerprint: string;
  sinceMs: number;
  /** Idle time at that moment: what came since does not count. */
  idleMs: number;
  [key: string]: string | number;
}

/**
 * The operator brings one container after the other to the new image; this step watches, names what it
 * waits for, and tells a legitimate wait from a stall.
 */
export function decideAwaitContainers(
  seen: SeenContainers,
  facts: DecisionFacts<AwaitContainersInput>,
): StepDecision<PausePatch> {
  const { input, nowMs, idleMs } = facts;
  const counted = seen.containers.filter(container => !isLeftOut(container));
  const applied = counted.filter(container => hasApplied(container, input));
  const broken = counted.find(
    container => container.status?.status === 'Error',
  );
  if (broken) {
    return failedContainer(broken, input);
  }
  const gates = operatorGates(seen, nowMs);
  const hold = input.client ? undefined : decideHold(seen, facts);
  if (hold) {
    return { ...hold, memo: remember(seen, facts, true) };
  }
  if (applied.length === counted.length) {
    return {
      do: 'finish',
      result: {
        code: 'weka-containers-applied',
        params: { count: counted.length, version: tagOf(input.image) ?? '' },
        text: `All ${counted.length} ${input.title} run ${tagOf(input.image)}`,
      },
    };
  }
  const memo = remember(seen, facts, gates.length > 0);
  const unchangedMs = nowMs - memo.sinceMs - (idleMs - memo.idleMs);
  if (gates.length === 0 && unchangedMs >= input.stallMs) {
    return stalled(input, applied.length, counted.length);
  }
  return {
    do: 'wait',
    memo,
    wait: waitFor(input, gates[0], applied.length, counted.length),
  };
}

function hasApplied(
  { spec, status }: WekaContainer,
  { image }: AwaitContainersInput,
): boolean {
  return (
    spec.image === image &&
    status?.lastAppliedImage === image &&
    status.status === 'Running'
  );
}

function remember(
  { containers }: SeenContainers,
  { nowMs, idleMs, memo }: DecisionFacts<AwaitContainersInput>,
  isHeldBack: boolean,
): StallMemo {
  const fingerprint = containers
    .map(
      ({ metadata, spec, status }) =>
        `${metadata.name} ${spec.image} ${status?.lastAppliedImage} ${status?.status}`,
    )
    .sort()
    .join('\n');
  const before = memo as StallMemo | undefined;
  return before?.fingerprint === fingerprint && !isHeldBack
    ? before
    : { fingerprint, sinceMs: nowMs, idleMs };
}

function waitFor(
  input: AwaitContainersInput,
  gate: OperatorGate | undefined,
  applied: number,
  total: number,
): WaitRequest {
  return {
    kind: gate ? 'operator-gate' : 'rollout',
    object: clusterObject(input),
    condition: {
      code: 'weka-containers-apply-image',
      params: { applied, total, title: input.title },
      text: `all ${total} ${input.title} run ${tagOf(
        input.image,
      )} (${applied} so far)`,
    },
    why: gate?.why ?? {
      code: 'weka-one-at-a-time',
      text: 'the Weka operator replaces one container at a time',
    },
    unblocks: { kind: gate?.needsPerson ? 'platform-team' : 'nobody-needed' },
    atLimit: 'hold',
  };
}

function failedContainer(
  container: WekaContainer,
  input: AwaitContainersInput,
): StepDecision<never> {
  return {
    do: 'fail',
    failure: {
      kind: 'measured',
      object: {
        apiVersion: WEKA_API_VERSION,
        kind: 'WekaContainer',
        namespace: input.namespace,
        name: container.metadata.name,
      },
      cause: {
        code: 'weka-container-error',
        params: { container: container.metadata.name },
        text: `${container.metadata.name} reports Error while taking ${tagOf(
          input.image,
        )}`,
      },
      remedy:
        "Read the container's events and its pod's log, repair what they name, then retry the step. Weka does not go back once a container runs the new version.",
    },
  };
}

function stalled(
  input: AwaitContainersInput,
  applied: number,
  total: number,
): StepDecision<never> {
  return {
    do: 'fail',
    failure: {
      // Slowness alone is never a reason to go back.
      kind: 'error',
      object: clusterObject(input),
      cause: {
        code: 'weka-stalled',
        params: { applied, total, stallMs: input.stallMs },
        text: `Nothing changed for ${Math.round(
          input.stallMs / 60_000,
        )} min with ${applied} of ${total} ${
          input.title
        } done, and the Weka operator names no reason`,
      },
      remedy:
        "Look at the Weka operator's log and at 'weka status', then retry the step.",
    },
  };
}
