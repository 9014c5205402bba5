import { z } from 'zod';
import { scalableInput } from '../objectInput';

/**
 * Input of `restore-scale`. The plan's snapshot must hold `/spec/replicas` of the workload.
 *
 * @public
 */
export const restoreScaleInput = z.strictObject({ object: scalableInput });
