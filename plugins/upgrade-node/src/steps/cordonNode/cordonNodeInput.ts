import { z } from 'zod';
import { nameInput } from '../objectInput';

/**
 * Input of `cordon-node`.
 *
 * @public
 */
export const cordonNodeInput = z.strictObject({
  node: nameInput,
  /**
   * Nodes of the group that may be out of service at once, those that were not ready or cordoned
   * before included. A node that is already out of service never waits for its turn: it is the one to
   * mend first.
   */
  maxUnavailable: z.int().min(1).optional(),
  /** Label selector of the nodes that are counted; absent: all nodes. */
  groupSelector: z.string().min(1).optional(),
});
