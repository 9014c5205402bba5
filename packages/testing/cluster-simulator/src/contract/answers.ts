import { RawAnswer } from './RawApi';

/** Checks the whole body of a refusal: the `Status` that kubectl and clients take their words from. */
export function expectFailure(
  answer: RawAnswer,
  expected: {
    code: number;
    /** Absent where the server itself gives none. */
    reason?: string;
    message: unknown;
    details?: unknown;
  },
): void {
  expect({ status: answer.status, body: answer.body }).toEqual({
    status: expected.code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      ...expected,
    },
  });
}

/** Gives the body of a success, or fails with the refusal. */
export function expectSuccess(answer: RawAnswer, code = 200): any {
  if (answer.status !== code) {
    throw new Error(
      `Expected ${code}, got ${answer.status}: ${JSON.stringify(answer.body)}`,
    );
  }
  return answer.body;
}
