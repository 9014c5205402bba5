import { z } from 'zod';
import { Inventory, PartWay } from '../../model/inventory';
import { ReleaseOption } from '../../model/release';
import { count, describedAs, epochMs } from './described';
import { message, objectRef } from './modelSchemas';

/** @internal */
export const releaseOption = describedAs<ReleaseOption>()(
  'ReleaseOption',
  'A version that a cluster could be taken to, or the reason why not',
  z.strictObject({
    version: z.string(),
    path: z.array(z.string()),
    blockedBy: z.array(message),
    isRecommended: z.boolean(),
    isFinish: z.literal(true).optional(),
    risks: z.array(message),
    notesUrl: z.string().optional(),
    supportEndsAtMs: epochMs.optional(),
  }),
);

/** @internal */
export const versionShares = z.array(
  z.strictObject({ version: z.string(), parts: z.array(z.string()) }),
);

/** @internal */
export const partWay = describedAs<PartWay>()(
  'PartWay',
  'An upgrade that was begun and is not at its end',
  z.strictObject({ toVersion: z.string(), reason: message }),
);

const amounts = z.strictObject({
  cpuMillis: z.number(),
  memoryBytes: z.number(),
});

/** @internal */
export const inventory = describedAs<Inventory>()(
  'Inventory',
  'What runs on a cluster, from status and running images',
  z.strictObject({
    clusterRef: z.string(),
    platform: z.string(),
    takenAtMs: epochMs,
    version: z.string().optional(),
    versions: versionShares,
    components: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        object: objectRef,
        version: z.string().optional(),
        images: z.record(z.string(), z.string()),
        desired: count,
        ready: count,
      }),
    ),
    nodes: z.array(
      z.strictObject({
        name: z.string(),
        uid: z.string(),
        isReady: z.boolean(),
        isCordoned: z.boolean(),
        isSpare: z.boolean(),
        version: z.string().optional(),
        zone: z.string().optional(),
        pool: z.string().optional(),
        movablePods: count,
        allocatable: amounts,
        requested: amounts,
      }),
    ),
    applications: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        object: objectRef,
        podLabels: z.record(z.string(), z.string()),
        priority: z.enum(['critical', 'normal', 'non-critical']),
        desired: count,
        ready: count,
        thresholdAnnotation: z
          .strictObject({ name: z.string(), value: z.string() })
          .optional(),
        entityRef: z.string().optional(),
        ownerRef: z.string().optional(),
      }),
    ),
    budgets: z.array(
      z.strictObject({
        namespace: z.string(),
        name: z.string(),
        applicationIds: z.array(z.string()),
        disruptionsAllowed: count,
        currentHealthy: count,
        desiredHealthy: count,
        expectedPods: count,
      }),
    ),
    unknowns: z.array(z.string()),
    partWay: partWay.optional(),
  }),
);
