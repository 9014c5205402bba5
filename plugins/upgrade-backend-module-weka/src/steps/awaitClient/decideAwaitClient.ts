import {
  listed,
  ObjectRef,
  WaitRequest,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  DecisionFacts,
  KubeObject,
  StepDecision,
  imageTag,
} from '@cluster-upgrade/plugin-upgrade-node';
import { containerGates, neighbourGates } from '../../operatorGates';
import { OperatorGate } from '../../OperatorGate';
import {
  isLeftOut,
  policyOf,
  WEKA_API_VERSION,
  WekaClient,
  WekaContainer,
} from '../../resources';
import { progressOf } from '../containerProgress';
import { progressDecision } from '../progressDecision';
import { AwaitClientInput } from './awaitClientInput';

/** What the step looked at. */
export interface SeenClient {
  client: WekaClient;
  /** Of this client. */
  containers: WekaContainer[];
  /** Of this client; each is named like its container. */
  pods: KubeObject[];
}

/** Pods named in a sentence. */
const MAX_NAMED = 3;

/** Pure. */
export function decideAwaitClient(
  seen: SeenClient,
  facts: DecisionFacts<AwaitClientInput>,
): StepDecision<never> {
  const { input, isPausing } = facts;
  const policy = policyOf(seen.client);
  const [gate] = gatesOf(seen, input);
  const progress = progressOf(
    seen.containers,
    seen.pods,
    facts,
    gate !== undefined,
  );
  const decision = progressDecision(
    {
      ...input,
      object: clientObject(input),
      pace: {
        code: `weka-client-${policy}`,
        text:
          policy === 'rolling'
            ? 'the Weka operator replaces one client container at a time'
            : 'the Weka operator replaces the client containers all together',
      },
      stallRemedy:
        "Look at the Weka operator's log and at the events of the client's containers, then retry the step.",
    },
    progress,
    gate,
  );
  return policy === 'manual' && isPausing && decision.do === 'wait'
    ? { ...decision, wait: held(decision.wait) }
    : decision;
}

function gatesOf(
  { client, containers }: SeenClient,
  { image }: AwaitClientInput,
): OperatorGate[] {
  switch (policyOf(client)) {
    case 'manual':
      return manualGate(containers, image);
    case 'all-at-once-force':
      return neighbourGates(containers);
    default:
      return containerGates(containers);
  }
}

/** With this policy the operator makes a pod anew only when a person deleted the old one. */
function manualGate(
  containers: readonly WekaContainer[],
  image: string,
): OperatorGate[] {
  const names = containers
    .filter(
      container =>
        !isLeftOut(container) && container.status?.lastAppliedImage !== image,
    )
    .map(({ metadata }) => metadata.name)
    .sort();
  return names.length === 0
    ? []
    : [
        {
          needsPerson: true,
          why: {
            code: 'weka-client-manual',
            params: { count: names.length, version: imageTag(image) ?? '' },
            text: `its upgradePolicy is manual: somebody has to delete the pods ${listed(names, MAX_NAMED)} when nothing is mounted through them`,
          },
        },
      ];
}

function held(wait: WaitRequest): WaitRequest {
  return { ...wait, isSuspended: true };
}

function clientObject({ namespace, client }: AwaitClientInput): ObjectRef {
  return {
    apiVersion: WEKA_API_VERSION,
    kind: 'WekaClient',
    namespace,
    name: client,
  };
}
