import {
  Message,
  ObjectRef,
  WaitRequest,
} from '@cluster-upgrade/plugin-upgrade-common';
import { StepDecision, imageTag } from '@cluster-upgrade/plugin-upgrade-node';
import { OperatorGate } from '../OperatorGate';
import { WEKA_API_VERSION } from '../resources';
import { ContainerProgress } from './containerProgress';
import { ContainerTrouble } from './containerTrouble';

/** What is awaited, in words. */
export interface AwaitedSubject {
  /** The object whose image was set. */
  object: ObjectRef;
  image: string;
  /** For people: `drive containers`. */
  title: string;
  stallMs: number;
  /** Why it takes its time when nothing holds it back. */
  pace: Message;
  /** What to do when the work stalls. */
  stallRemedy: string;
}

/** Pure: done, failed for a reason, or waiting for one. */
export function progressDecision(
  subject: AwaitedSubject,
  progress: ContainerProgress,
  gate: OperatorGate | undefined,
): StepDecision<never> {
  const { applied, total, trouble } = progress;
  if (applied === total) {
    return {
      do: 'finish',
      result: {
        code: 'weka-containers-applied',
        params: { count: total, version: imageTag(subject.image) ?? '' },
        text: `All ${total} ${subject.title} run ${imageTag(subject.image)}`,
      },
    };
  }
  if (trouble && progress.isTroubleLasting) {
    return failed(subject, trouble);
  }
  if (progress.isStalled) {
    return trouble ? failed(subject, trouble) : stalled(subject, progress);
  }
  return {
    do: 'wait',
    memo: progress.memo,
    wait: waitFor(subject, progress, gate),
  };
}

function waitFor(
  { object, title, image, pace }: AwaitedSubject,
  { applied, total, trouble }: ContainerProgress,
  gate: OperatorGate | undefined,
): WaitRequest {
  const needsPerson = trouble ? true : gate?.needsPerson;
  return {
    kind: gate && !trouble ? 'operator-gate' : 'rollout',
    object,
    condition: {
      code: 'weka-containers-apply-image',
      params: { applied, total, title },
      text: `all ${total} ${title} run ${imageTag(image)} (${applied} so far)`,
    },
    why: trouble?.why ?? gate?.why ?? pace,
    unblocks: { kind: needsPerson ? 'platform-team' : 'nobody-needed' },
    atLimit: 'hold',
  };
}

function failed(
  { object, stallMs }: AwaitedSubject,
  { container, why }: ContainerTrouble,
): StepDecision<never> {
  return {
    do: 'fail',
    failure: {
      kind: 'measured',
      object: {
        apiVersion: WEKA_API_VERSION,
        kind: 'WekaContainer',
        namespace: object.namespace,
        name: container,
      },
      cause: {
        ...why,
        text: `For ${minutes(stallMs)}: ${why.text}`,
      },
      remedy:
        "Read the container's events and its pod's log, repair what they name, then retry the step. Weka does not go back once a container runs the new version.",
    },
  };
}

function stalled(
  { object, title, stallMs, stallRemedy }: AwaitedSubject,
  { applied, total }: ContainerProgress,
): StepDecision<never> {
  return {
    do: 'fail',
    failure: {
      // Slowness alone is never a reason to go back.
      kind: 'error',
      object,
      cause: {
        code: 'weka-stalled',
        params: { applied, total, stallMs },
        text: `Nothing changed for ${minutes(stallMs)} with ${applied} of ${total} ${title} done, and the Weka operator names no reason`,
      },
      remedy: stallRemedy,
    },
  };
}

function minutes(durationMs: number): string {
  return `${Math.round(durationMs / 60_000)} min`;
}
