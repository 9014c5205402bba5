import { z } from 'zod';
import { expectedWorkloadInput } from '../objectInput';

/**
 * Input of `wait-applications`.
 *
 * @public
 */
export const waitApplicationsInput = z.strictObject({
  applications: z.array(expectedWorkloadInput),
});
