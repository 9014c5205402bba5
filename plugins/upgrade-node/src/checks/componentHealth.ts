import { ComponentInfo } from '@cluster-upgrade/plugin-upgrade-common';
import { DriverCheck } from '../driver/UpgradeDriver';
import { CheckAnswer, defineCheck } from './defineCheck';

/**
 * Are all instances of the platform's parts ready?
 *
 * @param leftOut - ids of components that have no instances, such as a record of the version
 * @public
 */
export function componentHealth(leftOut: readonly string[] = []): DriverCheck {
  return defineCheck({
    id: 'component-health',
    title: "The platform's parts are healthy",
    group: 'health',
    answer: ({ inventory }) =>
      componentAnswers(
        inventory.components.filter(({ id }) => !leftOut.includes(id)),
      ),
  });
}

/** @internal */
export function componentAnswers(
  parts: readonly ComponentInfo[],
): CheckAnswer[] {
  const needed = 'Every instance of every part ready';
  if (parts.length === 0) {
    return [
      {
        status: 'hard-block',
        observed: 'None of the parts was found',
        needed,
        remedy:
          "Check the platform annotation of the cluster's entity, and that the portal is connected to the right cluster.",
      },
    ];
  }
  const short = parts.filter(({ ready, desired }) => ready < desired);
  if (short.length > 0) {
    return short.map(part => shortAnswer(part, needed));
  }
  return [
    {
      status: 'pass',
      observed: parts
        .map(({ title, ready, desired }) => `${title} ${ready} of ${desired}`)
        .join(', '),
      needed,
    },
  ];
}

/** With none ready nothing works; with some, somebody may decide to go on. */
function shortAnswer(
  { id, title, object, ready, desired }: ComponentInfo,
  needed: string,
): CheckAnswer {
  return {
    about: id,
    status: ready === 0 ? 'hard-block' : 'soft-block',
    observed: `${title}: ${ready} of ${desired} instances ready`,
    needed,
    objects: [object],
    remedy: `Look at why instances of ${object.namespace}/${object.name} are not ready, and mend that first.`,
  };
}
