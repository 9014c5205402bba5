import { z } from 'zod';
import { readObject, readObjects } from '../cluster/readObject';
import { keyOf, resourceTypeOf } from '../cluster/resourceTypeOf';
import { resourceTypes } from '../cluster/resourceTypes';
import { KubeObject } from '../ports/KubeObject';
import { AccessRule, StepContext } from '../step/StepHandler';
import { scalableInput } from './objectInput';
import { right } from './rights';

/** @internal */
export type Scalable = z.output<typeof scalableInput>;

/**
 * What `scale-workload` and `restore-scale` look at.
 *
 * @internal
 */
export interface SeenScale {
  workload: KubeObject | undefined;
  autoscaler: KubeObject | undefined;
}

/**
 * Rights of reading and writing a workload's scale.
 *
 * @internal
 */
export function scaleRights(object: Scalable): AccessRule[] {
  const type = resourceTypeOf(object);
  const { namespace } = object;
  return [
    right(type, ['get'], { namespace }),
    right(type, ['patch'], { namespace, subresource: 'scale' }),
    right(resourceTypes.horizontalPodAutoscalers, ['list'], { namespace }),
  ];
}

/** @internal */
export async function readScale(
  object: Scalable,
  context: Pick<StepContext, 'cluster' | 'signal'>,
): Promise<SeenScale> {
  const [workload, autoscaler] = await Promise.all([
    readObject(context, resourceTypeOf(object), keyOf(object)),
    readAutoscalerOf(context, object),
  ]);
  return { workload, autoscaler };
}

/** @internal */
export async function writeScale(
  object: Scalable,
  replicas: number,
  context: Pick<StepContext, 'cluster' | 'signal'>,
): Promise<void> {
  await context.cluster.patch(
    resourceTypeOf(object),
    keyOf(object),
    'merge',
    { spec: { replicas } },
    { subresource: 'scale', signal: context.signal },
  );
}

/** The autoscaler that owns a workload's replicas, KEDA's included: it makes one too. */
async function readAutoscalerOf(
  context: Pick<StepContext, 'cluster' | 'signal'>,
  workload: Scalable,
): Promise<KubeObject | undefined> {
  const autoscalers = await readObjects(
    context,
    resourceTypes.horizontalPodAutoscalers,
    { namespace: workload.namespace },
  );
  return autoscalers.find(
    ({ spec }) =>
      spec.scaleTargetRef.kind === workload.kind &&
      spec.scaleTargetRef.name === workload.name,
  );
}
