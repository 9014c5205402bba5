import { Inventory, listed } from '@cluster-upgrade/plugin-upgrade-common';
import { DriverCheck } from '../driver/UpgradeDriver';
import { nodeRef } from '../workloads/nodes';
import { CheckAnswer, defineCheck } from './defineCheck';

const NEEDED = 'One version, known for every part';

/**
 * Do all parts run one version, and is it known for each?
 *
 * @param nodePart - what of the platform runs on every node, as people call it: `agent`
 * @public
 */
export function mixedVersions(nodePart: string): DriverCheck {
  return defineCheck({
    id: 'mixed-versions',
    title: 'All parts run one version',
    group: 'compatibility',
    answer: ({ inventory }) => versionAnswers(inventory, nodePart),
  });
}

/** @internal */
export function versionAnswers(
  inventory: Inventory,
  nodePart: string,
): CheckAnswer[] {
  return [
    mixAnswer(inventory),
    ...silentNodes(inventory, nodePart),
    ...inventory.unknowns.map((unknown, index) => ({
      about: `unknown-${index + 1}`,
      status: 'not-checked' as const,
      observed: unknown,
      needed: NEEDED,
      remedy: 'Make it readable, or accept that nothing is known about it.',
    })),
  ];
}

function mixAnswer({ versions }: Inventory): CheckAnswer {
  if (versions.length === 1) {
    return {
      status: 'pass',
      observed: `All parts that could be read run ${versions[0].version}`,
      needed: NEEDED,
    };
  }
  return versions.length === 0
    ? {
        status: 'hard-block',
        observed: 'No part runs, so that no version is known',
        needed: NEEDED,
        remedy: "Bring the platform's parts up first.",
      }
    : {
        status: 'warning',
        observed: versions
          .map(({ version, parts }) => `${version}: ${listed(parts)}`)
          .join('; '),
        needed: NEEDED,
        remedy:
          'Parts that run the target already are left as they are. If somebody else is upgrading at this moment, wait for the end of it.',
      };
}

function silentNodes({ nodes }: Inventory, nodePart: string): CheckAnswer[] {
  const silent = nodes
    .filter(({ version, isSpare }) => version === undefined && !isSpare)
    .map(({ name }) => name);
  return silent.length === 0
    ? []
    : [
        {
          about: nodePart,
          status: 'warning',
          observed: `No ${nodePart} runs on ${listed(silent)}`,
          needed: NEEDED,
          objects: silent.map(nodeRef),
          remedy: `Nodes without ${nodePart} are left out. If one should run there, mend it first.`,
        },
      ];
}
