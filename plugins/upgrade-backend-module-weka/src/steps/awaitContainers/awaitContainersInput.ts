import { z } from 'zod';

/** Input of `weka-await-containers`. */
export const awaitContainersInput = z.strictObject({
  namespace: z.string().min(1),
  /** Name of the WekaCluster. */
  cluster: z.string().min(1),
  /** Modes that are awaited together; `client` with `client`. */
  modes: z.array(z.string().min(1)).min(1),
  /** Name of the WekaClient whose containers are awaited; absent: the cluster's backends. */
  client: z.string().min(1).optional(),
  /** The image that each container must have applied. */
  image: z.string().min(1),
  /** For people: `drive containers`. */
  title: z.string().min(1),
  /** No change for this long, with no gate of the operator, is a stall (seed 001: 10 minutes). */
  stallMs: z.int().min(1000).default(600_000),
});

export type AwaitContainersInput = z.output<typeof awaitContainersInput>;
