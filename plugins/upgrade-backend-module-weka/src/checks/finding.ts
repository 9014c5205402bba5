import { Finding, ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { CheckInput, DriverCheck } from '@cluster-upgrade/plugin-upgrade-node';

/** What a check found, before it is put into the form of a finding. */
export interface Answer {
  status: Finding['status'];
  observed: string;
  needed: string;
  objects?: ObjectRef[];
  remedy?: string;
}

/** A check whose answer is one finding. */
export function checkWithOneAnswer(check: {
  id: string;
  title: string;
  group: DriverCheck['group'];
  answer(input: CheckInput): Promise<Answer>;
}): DriverCheck {
  const { id, title, group } = check;
  return {
    id,
    title,
    group,
    async run(input) {
      const { objects = [], ...answer } = await check.answer(input);
      return [
        {
          id,
          checkId: id,
          group,
          title,
          ...answer,
          objects,
          ownerRefs: [],
          checkedAtMs: input.clock.now(),
        },
      ];
    },
  };
}
