import { CustomErrorBase } from '@backstage/errors';

/** Somebody asks for more than one person gets at once; answered with 429. */
export class TooManyRequestsError extends CustomErrorBase {
  override name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;
}
