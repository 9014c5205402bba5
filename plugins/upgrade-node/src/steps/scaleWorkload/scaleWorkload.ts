import { objectText } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { KubeObject } from '../../ports/KubeObject';
import { DecisionFacts, defineStep, StepDecision } from '../../step/defineStep';
import { workloadCounts } from '../../workloads/workloads';
import { awaiting, finish } from '../decisions';
import {
  readScale,
  Scalable,
  scaleRights,
  SeenScale,
  writeScale,
} from '../workloadScale';
import { scaleWorkloadInput } from './scaleWorkloadInput';

type Input = z.output<typeof scaleWorkloadInput>;

/**
 * `scale-workload`: a workload asks for a number of instances and has it. Refuses where an autoscaler
 * owns the number: it would set it back.
 *
 * @public
 */
export const scaleWorkload = defineStep({
  kind: 'scale-workload',
  input: scaleWorkloadInput,
  rights: ({ object }) => scaleRights(object),
  writes: ({ object }) => [object],
  observe: context => readScale(context.input.object, context),
  decide: decideScale,
  act: (replicas, context) =>
    writeScale(context.input.object, replicas, context),
});

/**
 * Pure decision of `scale-workload`.
 *
 * @internal
 */
export function decideScale(
  { workload, autoscaler }: SeenScale,
  { input }: DecisionFacts<Input>,
): StepDecision<number> {
  const { object, replicas } = input;
  const name = objectText(object);
  if (!workload) {
    return finish('workload-gone', `${name} was deleted meanwhile`);
  }
  if (workload.spec.replicas === replicas) {
    return settled(workload, replicas)
      ? finish('scaled', `${name} has ${replicas} instances`)
      : { do: 'wait', wait: awaitingReplicas(input, workload) };
  }
  if (autoscaler) {
    return { do: 'fail', failure: ownedByAutoscaler(object, autoscaler) };
  }
  return {
    do: 'act',
    action: replicas,
    object,
    effect: {
      code: 'scale-workload',
      params: { from: workload.spec.replicas ?? 1, to: replicas },
      text: `Scales ${name} from ${workload.spec.replicas ?? 1} to ${replicas} instances`,
    },
    then: awaitingReplicas(input, workload),
  };
}

function settled(workload: KubeObject, replicas: number): boolean {
  const { ready, isObserved } = workloadCounts(workload);
  return (
    isObserved &&
    ready >= replicas &&
    (workload.status?.replicas ?? 0) === replicas
  );
}

function awaitingReplicas({ object, replicas }: Input, workload: KubeObject) {
  const name = objectText(object);
  const { ready } = workloadCounts(workload);
  const present = workload.status?.replicas ?? 0;
  return awaiting({
    kind: 'applications',
    object,
    condition: {
      code: 'scaled',
      params: { replicas },
      text: `${name} has ${replicas} ready instances and no others`,
    },
    why: {
      code: 'instances-differ',
      params: { present, ready, replicas },
      text: `${present} instances are there, ${ready} of them ready`,
    },
    unblocks: {
      kind: 'application-owner',
      ref: `${object.namespace}/${object.name}`,
    },
  });
}

function ownedByAutoscaler(object: Scalable, autoscaler: KubeObject) {
  const owner = `HorizontalPodAutoscaler ${object.namespace}/${autoscaler.metadata.name}`;
  return {
    kind: 'error' as const,
    object,
    cause: {
      code: 'autoscaler-owns-replicas',
      params: { autoscaler: autoscaler.metadata.name },
      text: `${owner} owns the replicas of ${objectText(object)} and would set them back`,
    },
    remedy: `Make a new plan that leaves this application at its size, or let ${owner} go for the upgrade, then retry the step`,
  };
}
