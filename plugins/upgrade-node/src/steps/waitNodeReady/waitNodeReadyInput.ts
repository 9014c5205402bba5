import { z } from 'zod';
import { nameInput } from '../objectInput';

/**
 * Input of `wait-node-ready`.
 *
 * @public
 */
export const waitNodeReadyInput = z.strictObject({
  node: nameInput,
  /** `status.nodeInfo.kubeletVersion` that the node must report. */
  kubeletVersion: z.string().min(1).optional(),
});
