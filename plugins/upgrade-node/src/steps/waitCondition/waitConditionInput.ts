import { z } from 'zod';
import { objectInput } from '../objectInput';

/** What can be said about an object. */
const expectationInput = z.union([
  z.strictObject({
    /** JSON pointer, for example `/status/phase`. */
    pointer: z.string().startsWith('/'),
    equals: z.json(),
  }),
  z.strictObject({
    /** `type` in `status.conditions`, for example `Ready`. */
    condition: z.string().min(1),
    status: z.enum(['True', 'False', 'Unknown']).default('True'),
    reason: z.string().min(1).optional(),
  }),
]);

/**
 * Input of `wait-condition`.
 *
 * @public
 */
export const waitConditionInput = z.strictObject({
  object: objectInput,
  until: expectationInput,
  /** Each is a failure as soon as it holds. */
  failWhen: z.array(expectationInput).default([]),
  /**
   * Requires `status.observedGeneration` of the present generation, so that an answer from before the
   * last change doesn't count. Turn off for kinds that don't report it.
   */
  isGenerationChecked: z.boolean().default(true),
  /** What is awaited, in words: `the storage cluster takes the new image`. */
  title: z.string().min(1),
  /** What to do when it doesn't come, in words. */
  stallRemedy: z.string().min(1),
  /** Who can help when it doesn't come. */
  unblocks: z
    .enum(['nobody-needed', 'application-owner', 'operator', 'platform-team'])
    .default('platform-team'),
  /** `operator-gate`: the platform's own operator holds it back on purpose. */
  waitKind: z.enum(['condition', 'operator-gate']).default('condition'),
});

/** @public */
export type Expectation = z.output<typeof expectationInput>;
