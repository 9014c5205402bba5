import { Finding, ObjectRef } from '@cluster-upgrade/plugin-upgrade-common';
import { CheckInput, DriverCheck } from '../driver/UpgradeDriver';

/**
 * What a check says about one object, or about the whole cluster where `about` is absent.
 *
 * @public
 */
export interface CheckAnswer {
  /** Makes the finding's id unique, and stable between runs: a node's or an application's name. */
  about?: string;
  status: Finding['status'];
  /** What was seen. An override covers exactly this text. */
  observed: string;
  /** What should be so, where the check's own title would not tell which object this is about. */
  title?: string;
  /** What the upgrade needs. */
  needed: string;
  objects?: ObjectRef[];
  ownerRefs?: string[];
  /** What to do about it; needed unless it passes. */
  remedy?: string;
}

/**
 * Makes a check of a question and the function that answers it.
 *
 * @public
 */
export function defineCheck(check: {
  id: string;
  /** What should be so: `Nodes are ready`. */
  title: string;
  group: Finding['group'];
  answer(input: CheckInput): Promise<CheckAnswer[]> | CheckAnswer[];
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

/**
 * What a check found to say, or that it passes where that is nothing.
 *
 * @public
 */
export function answersOrPass(
  answers: CheckAnswer[],
  pass: Pick<CheckAnswer, 'observed' | 'needed'>,
): CheckAnswer[] {
  return answers.length > 0 ? answers : [{ status: 'pass', ...pass }];
}
