import { Finding, ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { CheckInput, DriverCheck } from '@cluster-upgrade/plugin-upgrade-node';

/** What a check says about one object, or about the whole cluster where `about` is absent. */
export interface Answer {
  /** Makes the finding's id unique: a node's or an application's name. */
  about?: string;
  status: Finding['status'];
  /** What was found, where the check's own title would say the opposite. */
  title?: string;
  observed: string;
  needed: string;
  objects?: ObjectRef[];
  ownerRefs?: string[];
  remedy?: string;
}

/** Makes a check of a question and the function that answers it. */
export function defineCheck(check: {
  id: string;
  title: string;
  group: Finding['group'];
  answer(input: CheckInput): Promise<Answer[]> | Answer[];
}): DriverCheck {
  const { id, title, group } = check;
  return {
    id,
    title,
    group,
    async run(input) {
      const answers = await check.answer(input);
      return answers.map(({ about, ...answer }) => ({
        objects: [],
        ownerRefs: [],
        title,
        ...answer,
        id: about === undefined ? id : `${id}:${about}`,
        checkId: id,
        group,
        checkedAtMs: input.clock.now(),
      }));
    },
  };
}

/** `1 node`, `3 nodes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
