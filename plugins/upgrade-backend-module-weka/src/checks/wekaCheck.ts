import { Inventory, UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import {
  CheckAnswer,
  CheckInput,
  defineCheck,
  DriverCheck,
  KubeObject,
} from '@cluster-upgrade/plugin-upgrade-node';
import { readWeka, WekaObjects } from '../inventory/readWeka';
import { WekaCluster } from '../resources';

/** What a check looks at. */
export interface CheckView extends WekaObjects {
  inventory: Inventory;
  plan: UpgradePlan;
  /** Of all namespaces, where the check reads them. */
  deployments?: readonly KubeObject[];
  /** The CustomResourceDefinitions of Weka, where the check reads them. */
  definitions?: readonly KubeObject[];
}

type Extra = Pick<CheckView, 'deployments' | 'definitions'>;

/** A check with one finding, which is a pure answer to what was read. */
export interface WekaCheck extends DriverCheck {
  answer(view: CheckView): CheckAnswer;
}

interface Definition extends Pick<
  WekaCheck,
  'id' | 'title' | 'group' | 'answer'
> {
  /** What this check looks at besides Weka's own objects. */
  read?(input: CheckInput): Promise<Extra>;
}

export function wekaCheck({
  answer,
  read,
  ...question
}: Definition): WekaCheck {
  return {
    ...defineCheck({
      ...question,
      answer: async input => [
        answer({
          ...(await readWeka(input)),
          ...(await read?.(input)),
          inventory: input.inventory,
          plan: input.plan,
        }),
      ],
    }),
    answer,
  };
}

/** One about the storage cluster; where only clients are there, it has nothing to ask. */
export function storageCheck(
  definition: Omit<Definition, 'answer'> & {
    answer(view: CheckView & { cluster: WekaCluster }): CheckAnswer;
  },
): WekaCheck {
  return wekaCheck({
    ...definition,
    answer: ({ cluster, ...view }) =>
      cluster
        ? definition.answer({ ...view, cluster })
        : {
            status: 'pass',
            observed: 'only clients are here; their storage is elsewhere',
            needed: 'nothing on a cluster without a WekaCluster',
          },
  });
}
