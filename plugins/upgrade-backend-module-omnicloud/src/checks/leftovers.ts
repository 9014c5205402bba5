import {
  ANNOTATION_CORDONED_BY,
  KubeObject,
  readObjects,
  resourceTypes,
  CheckAnswer,
  defineCheck,
} from '@cluster-upgrade/plugin-upgrade-node';
import { LABEL_SPARE, nodeRef } from '../resources';

/** Did an earlier upgrade leave something behind? */
export const leftovers = defineCheck({
  id: 'leftovers',
  title: 'Nothing is left over from an earlier upgrade',
  group: 'resources',
  answer: async input =>
    leftoverAnswers(await readObjects(input, resourceTypes.nodes)),
});

const NEEDED = 'No spare nodes, and no node that an earlier upgrade cordoned';

/** Pure answer of the check. */
export function leftoverAnswers(nodes: readonly KubeObject[]): CheckAnswer[] {
  const answers = nodes.flatMap((node): CheckAnswer[] => {
    const { name, labels, annotations } = node.metadata;
    const about = { about: name, objects: [nodeRef(name)], needed: NEEDED };
    const upgradeId = annotations?.[ANNOTATION_CORDONED_BY];
    if (upgradeId !== undefined) {
      return [
        {
          ...about,
          status: 'warning',
          observed: `${name} was cordoned by upgrade ${upgradeId} and still is marked so`,
          remedy: `Look at how that upgrade ended. If nothing holds the node, run kubectl uncordon ${name} and remove annotation ${ANNOTATION_CORDONED_BY}.`,
        },
      ];
    }
    return labels?.[LABEL_SPARE] === 'true'
      ? [
          {
            ...about,
            status: 'warning',
            observed: `Spare node ${name} is there already; it is not upgraded, and it stays`,
            remedy:
              'If an earlier upgrade left it, drain it and lower data.spareNodes of the directors.',
          },
        ]
      : [];
  });
  return answers.length > 0
    ? answers
    : [
        {
          status: 'pass',
          observed: 'No spare node, and no node that an upgrade cordoned',
          needed: NEEDED,
        },
      ];
}
