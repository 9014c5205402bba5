import { z } from 'zod';
import { nameInput } from '../objectInput';

/**
 * Input of `drain-node`. What is lost for good by an eviction is refused unless the input allows it,
 * so that it stands in the plan.
 *
 * @public
 */
export const drainNodeInput = z.strictObject({
  node: nameInput,
  /** Pods that no controller would create again. */
  unmanagedPods: z.enum(['refuse', 'evict']).default('refuse'),
  /** Pods that keep data in an emptyDir, which is lost with them. */
  emptyDirPods: z.enum(['refuse', 'evict']).default('refuse'),
  /** Pods of Jobs: evict them, or wait until they are finished. */
  jobPods: z.enum(['evict', 'wait-until-finished']).default('evict'),
  /** Absent: each pod's own. 0 would kill pods and is not accepted. */
  gracePeriodSeconds: z.int().min(1).optional(),
  /** Evictions asked for in one pass, so that one node doesn't occupy a worker. */
  podsPerPass: z.int().min(1).max(100).default(5),
});
