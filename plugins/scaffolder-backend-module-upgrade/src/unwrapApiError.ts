import { ResponseError } from '@backstage/errors';

/**
 * What the upgrade API answers, or its own reason why not: the scaffolder shows people the message of
 * the error alone, and "Request failed with 403 Forbidden" does not tell them which permission they lack.
 *
 * @throws the error that the API answered with, instead of the one that wraps it
 */
export async function unwrapApiError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ResponseError ? error.cause : error;
  }
}
