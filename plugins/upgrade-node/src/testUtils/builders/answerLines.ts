import { CheckAnswer } from '../../checks/defineCheck';

/**
 * Answers of a check in a line each, for tables: `soft-block w-1: w-1 is not ready`.
 *
 * @throws Error when one that doesn't pass says not what to do about it
 * @public
 */
export function answerLines(
  answers: CheckAnswer | readonly CheckAnswer[],
): string[] {
  return [answers].flat().map(({ about, status, observed, remedy }) => {
    if (status !== 'pass' && !remedy) {
      throw new Error(`'${observed}' says not what to do about it`);
    }
    return `${status}${about === undefined ? '' : ` ${about}`}: ${observed}`;
  });
}
