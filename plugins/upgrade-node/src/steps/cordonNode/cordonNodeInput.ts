import { z } from 'zod';
import { nameInput } from '../objectInput';

/**
 * Input of `cordon-node`.
 *
 * @public
 */
export const cordonNodeInput = z.strictObject({
  node: nameInput,
  /** In plans of older releases, and not heeded: a plan's `admission` says when a node's turn comes. */
  maxUnavailable: z.int().min(1).optional(),
  /** As `maxUnavailable`. */
  groupSelector: z.string().min(1).optional(),
});
