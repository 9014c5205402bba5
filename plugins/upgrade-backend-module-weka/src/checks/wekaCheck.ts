import {
  Finding,
  Inventory,
  ObjectRef,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  CheckInput,
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

/** What a check found, before it is put into the form of a finding. */
export interface Answer {
  status: Finding['status'];
  observed: string;
  needed: string;
  objects?: ObjectRef[];
  remedy?: string;
}

/** A check with one finding, which is a pure answer to what was read. */
export interface WekaCheck extends DriverCheck {
  answer(view: CheckView): Answer;
}

interface Definition extends Pick<
  WekaCheck,
  'id' | 'title' | 'group' | 'answer'
> {
  /** What this check looks at besides Weka's own objects. */
  read?(input: CheckInput): Promise<Extra>;
}

export function wekaCheck(definition: Definition): WekaCheck {
  const { id, title, group, answer, read } = definition;
  return {
    id,
    title,
    group,
    answer,
    async run(input) {
      const { objects = [], ...found } = answer({
        ...(await readWeka(input)),
        ...(await read?.(input)),
        inventory: input.inventory,
        plan: input.plan,
      });
      return [
        {
          id,
          checkId: id,
          group,
          title,
          ...found,
          objects,
          ownerRefs: [],
          checkedAtMs: input.clock.now(),
        },
      ];
    },
  };
}

/** One about the storage cluster; where only clients are there, it has nothing to ask. */
export function storageCheck(
  definition: Omit<Definition, 'answer'> & {
    answer(view: CheckView & { cluster: WekaCluster }): Answer;
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
