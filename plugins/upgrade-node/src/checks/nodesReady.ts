import { counted, NodeInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { DriverCheck } from '../driver/UpgradeDriver';
import { nodeRef } from '../workloads/nodes';
import { answersOrPass, CheckAnswer, defineCheck } from './defineCheck';

/**
 * What a node that can't take its turn means on a platform.
 *
 * @public
 */
export interface NodeJudgements {
  notReady: Pick<CheckAnswer, 'status' | 'remedy'>;
  cordoned: Pick<CheckAnswer, 'status' | 'remedy'>;
}

/** On platforms whose upgrades empty one node after the other. */
const TURN_BY_TURN: NodeJudgements = {
  notReady: {
    status: 'soft-block',
    remedy:
      'Mend or remove the node. If it stays, its turn comes early, and the upgrade stops there unless it recovers.',
  },
  cordoned: {
    status: 'warning',
    remedy:
      'It counts as out of service. Uncordon it if nobody needs it so. It is upgraded too, and stays cordoned afterwards.',
  },
};

/**
 * Can every node take its turn?
 *
 * @param judgements - those of an upgrade that empties one node after the other, unless told
 * @public
 */
export function nodesReady(
  judgements: NodeJudgements = TURN_BY_TURN,
): DriverCheck {
  return defineCheck({
    id: 'nodes-ready',
    title: 'Nodes are ready and not cordoned',
    group: 'health',
    answer: ({ inventory }) => nodeAnswers(inventory.nodes, judgements),
  });
}

/** @internal */
export function nodeAnswers(
  nodes: readonly NodeInfo[],
  { notReady, cordoned }: NodeJudgements = TURN_BY_TURN,
): CheckAnswer[] {
  const needed = 'Every node ready and taking applications';
  if (nodes.length === 0) {
    return [
      {
        status: 'hard-block',
        observed: 'The cluster has no nodes',
        needed,
        remedy: 'Check that the portal is connected to the right cluster.',
      },
    ];
  }
  const answers = nodes.flatMap(({ name, isReady, isCordoned }) => {
    const about = { about: name, objects: [nodeRef(name)], needed };
    if (!isReady) {
      return [{ ...about, observed: `${name} is not ready`, ...notReady }];
    }
    return isCordoned
      ? [{ ...about, observed: `${name} is cordoned`, ...cordoned }]
      : [];
  });
  return answersOrPass(answers, {
    observed: `${counted(nodes.length, 'node')} ready, none cordoned`,
    needed,
  });
}
