import { z } from 'zod';

/**
 * Input of `wait-capacity`.
 *
 * @public
 */
export const waitCapacityInput = z.strictObject({
  /** Label selector of the nodes that count; absent: all nodes. */
  nodeSelector: z.string().min(1).optional(),
  /** Nodes that must be ready and not cordoned. */
  nodes: z.int().min(1),
});
