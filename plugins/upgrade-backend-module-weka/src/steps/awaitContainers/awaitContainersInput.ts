import { z } from 'zod';

/** Input of `weka-await-containers`. */
export const awaitContainersInput = z.strictObject({
  namespace: z.string().min(1),
  /** Name of the WekaCluster. */
  cluster: z.string().min(1),
  /** Modes that are awaited together. */
  modes: z.array(z.string().min(1)).min(1),
  /** The image that each container must have applied. */
  image: z.string().min(1),
  /** For people: `drive containers`. */
  title: z.string().min(1),
  /** No change for this long, with no gate of the operator, is a stall. */
  stallMs: z.int().min(1000),
});

export type AwaitContainersInput = z.output<typeof awaitContainersInput>;
