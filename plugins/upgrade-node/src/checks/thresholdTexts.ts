import {
  Inventory,
  parseFailureThreshold,
} from '@cluster-upgrade/plugin-upgrade-common';
import { CheckAnswer, answersOrPass, defineCheck } from './defineCheck';

/**
 * Can the failure thresholds on workloads be read? One that can't is not in force.
 *
 * @public
 */
export const thresholdTexts = defineCheck({
  id: 'threshold-texts',
  title: 'Failure thresholds on workloads can be read',
  group: 'policy',
  answer: ({ inventory }) => thresholdAnswers(inventory),
});

/** @internal */
export function thresholdAnswers({ applications }: Inventory): CheckAnswer[] {
  const needed = 'A number of instances or a percentage';
  const declared = applications.flatMap(
    ({ thresholdAnnotation, ...application }) =>
      thresholdAnnotation ? [{ ...application, ...thresholdAnnotation }] : [],
  );
  const answers = declared.flatMap(
    ({ id, object, ownerRef, name, value }): CheckAnswer[] => {
      const parsed = parseFailureThreshold(value, {
        object: id,
        annotation: name,
      });
      return 'problem' in parsed
        ? [
            {
              about: id,
              status: 'warning',
              observed: parsed.problem.text,
              needed,
              objects: [object],
              ownerRefs: ownerRef ? [ownerRef] : [],
              remedy:
                'Until it is corrected, the threshold of the next weaker source holds; the plan names it.',
            },
          ]
        : [];
    },
  );
  return answersOrPass(answers, {
    observed: `${declared.length} of ${applications.length} applications declare one, all readable`,
    needed,
  });
}
