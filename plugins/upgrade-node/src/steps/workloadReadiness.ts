import { objectText } from '@cluster-upgrade/plugin-upgrade-common';
import { z } from 'zod';
import { ReadContext, readObject } from '../cluster/readObject';
import { keyOf, resourceTypeOf } from '../cluster/resourceTypeOf';
import { AccessRule } from '../step/StepHandler';
import {
  SeenWorkload,
  ShortWorkload,
  shortWorkloads,
} from '../workloads/workloads';
import { expectedWorkloadInput } from './objectInput';
import { right } from './rights';

type ExpectedWorkload = z.output<typeof expectedWorkloadInput>;

/** Workloads listed in a sentence before it says "and n more". */
const MAX_NAMED = 3;

/** @internal */
export function readWorkloads(
  expected: readonly ExpectedWorkload[],
  context: ReadContext,
): Promise<SeenWorkload[]> {
  return Promise.all(
    expected.map(async ({ object, ready }) => ({
      object,
      expectedReady: ready,
      current: await readObject(context, resourceTypeOf(object), keyOf(object)),
    })),
  );
}

/** @internal */
export function readinessRights(
  expected: readonly ExpectedWorkload[],
): AccessRule[] {
  return expected.map(({ object }) =>
    right(resourceTypeOf(object), ['get'], { namespace: object.namespace }),
  );
}

/**
 * What is added to a sentence about applications: those that lack instances and nothing waits for. Empty
 * when there are none.
 *
 * @internal
 */
export function silencedText(silenced: readonly SeenWorkload[]): string {
  const short = shortWorkloads(silenced);
  return short.length === 0
    ? ''
    : `. Not waited for, because a person switched the threshold off: ${shortWorkloadsText(short)}`;
}

/**
 * `Deployment shop/checkout has 3 of 4 ready, …`.
 *
 * @internal
 */
export function shortWorkloadsText(short: readonly ShortWorkload[]): string {
  const named = short
    .slice(0, MAX_NAMED)
    .map(
      ({ object, ready, needed }) =>
        `${objectText(object)} has ${ready} of ${needed} ready`,
    )
    .join(', ');
  return short.length > MAX_NAMED
    ? `${named}, and ${short.length - MAX_NAMED} more lack some`
    : named;
}
