import { z } from 'zod';
import { nameInput } from '../objectInput';

/**
 * Input of `replace-node-pod`.
 *
 * @public
 */
export const replaceNodePodInput = z.strictObject({
  node: nameInput,
  daemonSet: z.strictObject({ namespace: nameInput, name: nameInput }),
  /**
   * Container to image that the new pod must run. The DaemonSet's template must have them: a step that
   * patches it comes before. Absent: whatever the template has.
   */
  images: z.record(z.string(), z.string().min(1)).optional(),
});
