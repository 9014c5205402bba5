import { CheckAnswer, defineCheck } from '@cluster-upgrade/plugin-upgrade-node';
import { NodeInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { nodeRef } from '../resources';
import { counted } from '../counted';

/** Can every node take its turn? */
export const nodesReady = defineCheck({
  id: 'nodes-ready',
  title: 'Nodes are ready',
  group: 'health',
  answer: ({ inventory }) => nodeAnswers(inventory.nodes),
});

/** Pure answer of the check. */
export function nodeAnswers(nodes: readonly NodeInfo[]): CheckAnswer[] {
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
  const answers = nodes.flatMap((node): CheckAnswer[] => {
    const about = { about: node.name, objects: [nodeRef(node.name)], needed };
    if (!node.isReady) {
      return [
        {
          ...about,
          status: 'soft-block',
          observed: `${node.name} is not ready`,
          remedy:
            'Mend or remove the node. If it stays, its turn comes early, and the upgrade stops there unless it recovers.',
        },
      ];
    }
    return node.isCordoned
      ? [
          {
            ...about,
            status: 'warning',
            observed: `${node.name} is cordoned and counts as unavailable`,
            remedy:
              'Uncordon it if nobody needs it so. It is upgraded too, and stays cordoned afterwards.',
          },
        ]
      : [];
  });
  return answers.length > 0
    ? answers
    : [
        {
          status: 'pass',
          observed: `${counted(nodes.length, 'node')} ready, none cordoned`,
          needed,
        },
      ];
}
