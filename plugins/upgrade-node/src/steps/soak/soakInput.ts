import { z } from 'zod';
import { expectedWorkloadInput, nameInput } from '../objectInput';

/**
 * Input of `soak`.
 *
 * @public
 */
export const soakInput = z.strictObject({
  /** Health without a break; a dip or a restarted container begins it anew. */
  durationMs: z.int().min(1),
  workloads: z.array(expectedWorkloadInput).default([]),
  /** Nodes that must stay ready. */
  nodes: z.array(nameInput).default([]),
});
