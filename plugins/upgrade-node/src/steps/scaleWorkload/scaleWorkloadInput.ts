import { z } from 'zod';
import { scalableInput } from '../objectInput';

/**
 * Input of `scale-workload`.
 *
 * @public
 */
export const scaleWorkloadInput = z.strictObject({
  object: scalableInput,
  replicas: z.int().min(0),
});
