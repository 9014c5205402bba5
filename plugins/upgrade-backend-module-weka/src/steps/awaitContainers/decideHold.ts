import { listed, WaitRequest } from '@cluster-upgrade/plugin-upgrade-common';
import {
  DecisionFacts,
  StepDecision,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  clusterObject,
  holdPatch,
  PausePatch,
  releasePatch,
  underWay,
} from '../../operatorPause';
import { clusterEffect } from '../sendToCluster';
import { AwaitContainersInput } from './awaitContainersInput';
import { SeenContainers } from './SeenContainers';

type Hold = Extract<StepDecision<PausePatch>, { do: 'act' | 'wait' }>;

/** Containers named in a sentence. */
const MAX_NAMED = 3;

/**
 * What a pause asks for, or its end: the operator is told to pause and to go on again. Undefined: neither
 * is to be done, and nothing is held.
 */
export function decideHold(
  seen: SeenContainers,
  { input, isPausing }: DecisionFacts<AwaitContainersInput>,
): Hold | undefined {
  const { cluster, holder, upgradeId } = seen;
  const isOver = cluster.status?.lastAppliedImage === input.image;
  if (!isPausing || isOver) {
    return holder === 'this-upgrade'
      ? tell(input, releasePatch(), {
          code: 'weka-go-on',
          text: 'Let the Weka operator go on',
        })
      : undefined;
  }
  if (holder === 'nobody') {
    return tell(input, holdPatch(upgradeId), {
      code: 'weka-pause',
      text: 'Pause the Weka operator: it takes no further container',
    });
  }
  const told = underWay(seen.backends, input.image);
  return {
    do: 'wait',
    wait: told.length > 0 ? finishing(told, input) : held(seen, input),
  };
}

function held(
  { holder }: SeenContainers,
  input: AwaitContainersInput,
): WaitRequest {
  return {
    kind: 'operator-gate',
    object: clusterObject(input),
    condition: { code: 'weka-resumed', text: 'the upgrade is resumed' },
    why:
      holder === 'this-upgrade'
        ? {
            code: 'weka-operator-held',
            text: 'the Weka operator is paused, and no container is under way',
          }
        : {
            code: 'weka-operator-held-by-others',
            text: 'somebody else paused the Weka operator (spec.overrides.upgradePaused), and no container is under way',
          },
    unblocks: { kind: 'operator' },
    atLimit: 'hold',
    isSuspended: true,
  };
}

function finishing(
  told: SeenContainers['backends'],
  input: AwaitContainersInput,
): WaitRequest {
  const names = told.map(({ metadata }) => metadata.name).sort();
  return {
    kind: 'operator-gate',
    object: clusterObject(input),
    condition: {
      code: 'weka-told-containers-finish',
      params: { containers: names.length },
      text: `the containers that the operator has begun are finished: ${listed(names, MAX_NAMED)}`,
    },
    why: {
      code: 'weka-pause-takes-no-further',
      text: "the Weka operator's pause takes no further container, and does not stop one half way",
    },
    unblocks: { kind: 'nobody-needed' },
    atLimit: 'hold',
  };
}

/** The operator may have taken longer than the step's limit for a good reason: telling it fails nothing. */
function tell(...told: Parameters<typeof clusterEffect<PausePatch>>): Hold {
  const effect = clusterEffect(...told);
  return { ...effect, then: { ...effect.then, atLimit: 'hold' } };
}
