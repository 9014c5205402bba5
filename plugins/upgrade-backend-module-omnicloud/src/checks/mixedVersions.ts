import { CheckAnswer, defineCheck } from '@cluster-upgrade/plugin-upgrade-node';
import { Inventory } from '@cluster-upgrade/plugin-upgrade-common';
import { AGENT, nodeRef } from '../resources';

/** Names listed in a sentence before it says "and n more". */
const MAX_NAMED = 5;

/** Do all parts run one version, and is it known for each? */
export const mixedVersions = defineCheck({
  id: 'mixed-versions',
  title: 'All parts run one version',
  group: 'compatibility',
  answer: ({ inventory }) => versionAnswers(inventory),
});

const NEEDED = 'One version, known for every part';

/** Pure answer of the check. */
export function versionAnswers(inventory: Inventory): CheckAnswer[] {
  return [mixAnswer(inventory), ...unknownAnswers(inventory)];
}

function mixAnswer({ versions }: Inventory): CheckAnswer {
  const shares = versions
    .map(({ version, parts }) => `${version}: ${named(parts)}`)
    .join('; ');
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
        observed: shares,
        needed: NEEDED,
        remedy:
          'Parts that run the target already are left as they are. If somebody else is upgrading at this moment, wait for the end of it.',
      };
}

function unknownAnswers({ nodes, unknowns }: Inventory): CheckAnswer[] {
  const silent = nodes.filter(
    ({ version, isSpare }) => version === undefined && !isSpare,
  );
  return [
    ...(silent.length === 0
      ? []
      : [
          {
            about: AGENT.id,
            status: 'warning' as const,
            observed: `No agent runs on ${named(silent.map(({ name }) => name))}`,
            needed: NEEDED,
            objects: silent.map(({ name }) => nodeRef(name)),
            remedy:
              'Nodes without an agent are left out. If one should run there, mend it first.',
          },
        ]),
    ...unknowns.map((unknown, index) => ({
      about: `unknown-${index + 1}`,
      status: 'not-checked' as const,
      observed: unknown,
      needed: NEEDED,
      remedy: 'Make it readable, or accept that nothing is known about it.',
    })),
  ];
}

function named(names: readonly string[]): string {
  const rest = names.length - MAX_NAMED;
  const shown = names.slice(0, MAX_NAMED).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
