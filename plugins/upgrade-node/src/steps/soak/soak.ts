import { selectorText } from '../../cluster/labelSelector';
import { readObject, readObjects } from '../../cluster/readObject';
import { resourceTypes } from '../../cluster/resourceTypes';
import { defineStep } from '../../step/defineStep';
import { StepContext } from '../../step/StepHandler';
import { partitionSilenced, SeenWorkload } from '../../workloads/workloads';
import { right } from '../rights';
import { readinessRights, readWorkloads } from '../workloadReadiness';
import { decideSoak, SeenSoak } from './decideSoak';
import { soakInput } from './soakInput';

/**
 * `soak`: workloads and nodes are healthy without a break for a time, and are watched all the while. A
 * dip, a container that ended or a node that was not ready between two looks, and every gap in which
 * nobody looked begin the time anew. It lasts as long as it must; the step's limit decides
 * how long health may take to settle.
 *
 * @public
 */
export const soak = defineStep({
  kind: 'soak',
  input: soakInput,
  rights: ({ workloads, nodes }) => [
    ...readinessRights(workloads),
    ...workloads.map(({ object: { namespace } }) =>
      right(resourceTypes.pods, ['list'], { namespace }),
    ),
    ...(nodes.length > 0 ? [right(resourceTypes.nodes, ['get'])] : []),
  ],
  agreedInput: ({ durationMs }) => ({ durationMs }),
  async observe(context): Promise<SeenSoak> {
    const workloads = await readWorkloads(context.input.workloads, context);
    const { awaited } = partitionSilenced(workloads, context.silencedWorkloads);
    const [pods, nodes] = await Promise.all([
      readPodsOf(awaited, context),
      Promise.all(
        context.input.nodes
          .filter(name => !context.skippedTargets.includes(name))
          .map(async name => ({
            name,
            current: await readObject(context, resourceTypes.nodes, { name }),
          })),
      ),
    ]);
    return { workloads, pods, nodes };
  },
  decide: decideSoak,
});

async function readPodsOf(
  workloads: readonly SeenWorkload[],
  context: Pick<StepContext, 'cluster' | 'signal'>,
) {
  const pods = await Promise.all(
    workloads.map(({ current }) =>
      current
        ? readObjects(context, resourceTypes.pods, {
            namespace: current.metadata.namespace,
            labelSelector: selectorText(current.spec.selector),
          })
        : [],
    ),
  );
  return pods.flat();
}
