import { z } from 'zod';
import { workloadInput } from '../objectInput';

/**
 * Input of `wait-rollout`.
 *
 * @public
 */
export const waitRolloutInput = z.strictObject({
  object: workloadInput,
  /**
   * Container to image that the template must have. A template with another image was changed by
   * someone else, and waiting for it would prove nothing.
   */
  images: z.record(z.string(), z.string().min(1)).optional(),
  /**
   * A StatefulSet whose old pod never became ready doesn't take a new template until that pod is
   * deleted (kubernetes/kubernetes#67250). `delete` does so, once it has been not ready for
   * `stuckPodAfterMs`.
   */
  stuckPod: z.enum(['delete', 'leave']).default('delete'),
  stuckPodAfterMs: z.int().min(1_000).default(60_000),
});
