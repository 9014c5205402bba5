import { counted } from '@cluster-upgrade/plugin-upgrade-common';
import {
  readObject,
  resourceTypes,
  CheckAnswer,
  defineCheck,
} from '@cluster-upgrade/plugin-upgrade-node';
import {
  CAPACITY_CONFIG_MAP,
  CAPACITY_REF,
  OMNI_NAMESPACE,
} from '../resources';

const RECORD = `ConfigMap ${OMNI_NAMESPACE}/${CAPACITY_CONFIG_MAP}`;

/** Can the directors be asked for the nodes that the strategy adds? */
export const spareCapacity = defineCheck({
  id: 'spare-capacity',
  title: 'The directors can add spare nodes',
  group: 'resources',
  async answer(input) {
    const { plan, inventory } = input;
    if (!plan.steps.some(({ id }) => id === 'capacity/request')) {
      return [
        {
          status: 'pass',
          observed: 'The plan adds no nodes',
          needed: 'Nothing',
        },
      ];
    }
    const record = await readObject(input, resourceTypes.configMaps, {
      namespace: OMNI_NAMESPACE,
      name: CAPACITY_CONFIG_MAP,
    });
    const directors = inventory.components.find(({ id }) => id === 'director');
    return [
      {
        objects: [CAPACITY_REF],
        ...spareAnswer(record !== undefined, directors?.ready ?? 0),
      },
    ];
  },
});

/** Pure answer of the check. */
export function spareAnswer(
  hasRecord: boolean,
  readyDirectors: number,
): CheckAnswer {
  const needed = `${RECORD}, and a ready director that follows it`;
  if (hasRecord && readyDirectors > 0) {
    return {
      status: 'pass',
      observed: `${RECORD} is there, ${counted(readyDirectors, 'director')} ready`,
      needed,
    };
  }
  return {
    status: 'hard-block',
    observed: hasRecord ? 'No director is ready' : `${RECORD} is not there`,
    needed,
    remedy: hasRecord
      ? 'Mend the directors, or choose strategy scale-down.'
      : `Create ${RECORD} with data.spareNodes "0", or choose strategy scale-down.`,
  };
}
