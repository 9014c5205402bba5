import { readObjects } from '../cluster/readObject';
import { resourceTypes } from '../cluster/resourceTypes';
import { ANNOTATION_CORDONED_BY } from '../cluster/changeAnnotations';
import { DriverCheck } from '../driver/UpgradeDriver';
import { KubeObject } from '../ports/KubeObject';
import { nodeRef } from '../workloads/nodes';
import { answersOrPass, CheckAnswer, defineCheck } from './defineCheck';

const NEEDED = 'No spare nodes, and no node that an earlier upgrade cordoned';

/**
 * Did an earlier upgrade leave something behind?
 *
 * @param spareRemedy - how a spare node is taken away on this platform
 * @public
 */
export function leftovers(spareRemedy: string): DriverCheck {
  return defineCheck({
    id: 'leftovers',
    title: 'Nothing is left over from an earlier upgrade',
    group: 'resources',
    async answer(input) {
      const spares = input.inventory.nodes.filter(({ isSpare }) => isSpare);
      return leftoverAnswers(
        await readObjects(input, resourceTypes.nodes),
        spares.map(({ name }) => name),
        spareRemedy,
      );
    },
  });
}

/** @internal */
export function leftoverAnswers(
  nodes: readonly KubeObject[],
  spareNodes: readonly string[],
  spareRemedy: string,
): CheckAnswer[] {
  const answers = nodes.flatMap((node): CheckAnswer[] => {
    const { name, annotations } = node.metadata;
    const about = {
      about: name,
      status: 'warning' as const,
      objects: [nodeRef(name)],
      needed: NEEDED,
    };
    const upgradeId = annotations?.[ANNOTATION_CORDONED_BY];
    if (upgradeId !== undefined) {
      return [
        {
          ...about,
          observed: `${name} was cordoned by upgrade ${upgradeId} and still is marked so`,
          remedy: `Look at how that upgrade ended. If nothing holds the node, run kubectl uncordon ${name} and remove annotation ${ANNOTATION_CORDONED_BY}.`,
        },
      ];
    }
    return spareNodes.includes(name)
      ? [
          {
            ...about,
            observed: `Spare node ${name} is there already; it is not upgraded, and it stays`,
            remedy: spareRemedy,
          },
        ]
      : [];
  });
  return answersOrPass(answers, {
    observed: 'No spare node, and no node that an upgrade cordoned',
    needed: NEEDED,
  });
}
