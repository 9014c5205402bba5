import { z } from 'zod';
import { nameInput } from '../objectInput';

/**
 * Input of `set-config-data`.
 *
 * @public
 */
export const setConfigDataInput = z.strictObject({
  namespace: nameInput,
  name: nameInput,
  /** Keys to set; `null` removes one; keys that are not named stay as they are. */
  data: z
    .record(z.string().min(1), z.string().nullable())
    .refine(data => Object.keys(data).length > 0, 'names no key'),
});
