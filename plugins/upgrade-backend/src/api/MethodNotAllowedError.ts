import { CustomErrorBase } from '@backstage/errors';

/** The path is there, but not with the method of the request; answered with 405. */
export class MethodNotAllowedError extends CustomErrorBase {
  override name = 'MethodNotAllowedError' as const;
  readonly statusCode = 405;
}
