import { z } from 'zod';

/** Input of `weka-await-client`. */
export const awaitClientInput = z.strictObject({
  /** Of the client and its containers; the storage cluster may be in another one, or elsewhere. */
  namespace: z.string().min(1),
  /** Name of the WekaClient. */
  client: z.string().min(1),
  /** The image that each container must have applied. */
  image: z.string().min(1),
  /** For people: `containers of trainers`. */
  title: z.string().min(1),
  /** No change for this long, with no reason named, is a stall. */
  stallMs: z.int().min(1000),
});

export type AwaitClientInput = z.output<typeof awaitClientInput>;
