import { z } from 'zod';

/**
 * A name or namespace as the API accepts it; the API itself has the last word.
 *
 * @internal
 */
export const nameInput = z.string().min(1).max(253);

/**
 * Names one object in a step's input.
 *
 * @public
 */
export const objectInput = z.strictObject({
  /** For example `apps/v1`. */
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  /** Absent: cluster-scoped. */
  namespace: nameInput.optional(),
  name: nameInput,
  /** Plural as in the URL; needed for custom resources only. */
  plural: z.string().min(1).optional(),
});

/**
 * A workload whose instances are counted: a Deployment, StatefulSet or DaemonSet of `apps/v1`.
 *
 * @internal
 */
export const workloadInput = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']),
  namespace: nameInput,
  name: nameInput,
});

/**
 * A workload that has a number of replicas.
 *
 * @internal
 */
export const scalableInput = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.enum(['Deployment', 'StatefulSet']),
  namespace: nameInput,
  name: nameInput,
});

/**
 * A workload with the instances that it needs. The smaller of `ready` and what it asks for now counts,
 * so that an owner who scales down during the upgrade doesn't hold it up.
 *
 * @internal
 */
export const expectedWorkloadInput = z.strictObject({
  object: workloadInput,
  /** Ready instances recorded before the upgrade; absent: all that it asks for now. */
  ready: z.int().min(0).optional(),
});
