import { z } from 'zod';
import { objectInput } from '../objectInput';

/**
 * Input of `restore-object`. The plan's snapshot must hold the object.
 *
 * @public
 */
export const restoreObjectInput = z.strictObject({
  object: objectInput,
  /** JSON pointers to put back; absent: all that the snapshot holds of the object. */
  pointers: z.array(z.string().startsWith('/')).min(1).optional(),
  /** The plan creates the object: going back deletes it, which needs the right to. */
  isCreated: z.boolean().optional(),
});
