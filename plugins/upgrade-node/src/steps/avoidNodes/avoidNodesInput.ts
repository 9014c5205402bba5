import { z } from 'zod';

/**
 * Input of `avoid-nodes` and `stop-avoiding-nodes`.
 *
 * @public
 */
export const avoidNodesInput = z.strictObject({
  /** Names of nodes. */
  nodes: z.array(z.string().min(1)).min(1),
});
