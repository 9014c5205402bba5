import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  cordonNode,
  drainNode,
  KubeObject,
  readObjects,
  resourceTypes,
  setConfigData,
  StepContext,
  StepHandler,
  StepOutcome,
} from '@cluster-upgrade/plugin-upgrade-node';
import { z } from 'zod';
import {
  CAPACITY_CONFIG_MAP,
  CAPACITY_REF,
  LABEL_SPARE,
  OMNI_NAMESPACE,
  SPARE_NODES_KEY,
} from '../resources';

const retireInput = z.strictObject({
  /** Spare nodes that were there before the upgrade and stay. */
  keep: z.array(z.string().min(1)),
  /** `data.spareNodes` from before the upgrade. */
  spareNodes: z.string(),
});

type Input = z.output<typeof retireInput>;

/**
 * `omnicloud-retire-spare-nodes`: the nodes that the upgrade added are cordoned, drained and given back.
 * Their names are not known when the plan is made, so they are found by their label.
 *
 * Each look passes through the library's own steps for each node in turn, and stops at the first that
 * is not done: still at most one effect.
 */
export const retireSpareNodes: StepHandler<Input> = {
  kind: 'omnicloud-retire-spare-nodes',
  parseInput,
  rightsFor: input => [
    { apiGroup: '', resource: 'nodes', verbs: ['list'] },
    ...cordonNode.rightsFor(cordonInput('any')),
    ...drainNode.rightsFor(drainInput('any')),
    ...setConfigData.rightsFor(requestInput(input)),
  ],
  writes: () => [CAPACITY_REF],
  async reconcile(context) {
    const nodes = await addedNodes(context);
    return (
      (await cordonAll(nodes, context)) ??
      (await drainAll(nodes, context)) ??
      (await takeRequestBack(context)) ??
      outcomeOf(nodes)
    );
  },
};

function parseInput(input: JsonObject): Input {
  const parsed = retireInput.safeParse(input);
  if (!parsed.success) {
    throw new InputError(
      `Input of step kind 'omnicloud-retire-spare-nodes' is not valid: ${z.prettifyError(parsed.error)}`,
    );
  }
  return parsed.data;
}

async function addedNodes(
  context: StepContext<Input>,
): Promise<readonly KubeObject[]> {
  const nodes = await readObjects(context, resourceTypes.nodes, {
    labelSelector: `${LABEL_SPARE}=true`,
  });
  return nodes.filter(
    ({ metadata }) => !context.input.keep.includes(metadata.name),
  );
}

/** All before the first is drained: what leaves one must not land on the next. */
async function cordonAll(
  nodes: readonly KubeObject[],
  context: StepContext<Input>,
): Promise<StepOutcome | undefined> {
  for (const { metadata } of nodes) {
    const outcome = await cordonNode.reconcile({
      ...context,
      input: cordonInput(metadata.name),
    });
    if (outcome.status !== 'done') {
      return outcome;
    }
  }
  return undefined;
}

async function drainAll(
  nodes: readonly KubeObject[],
  context: StepContext<Input>,
): Promise<StepOutcome | undefined> {
  for (const { metadata } of nodes) {
    const outcome = await drainNode.reconcile({
      ...context,
      input: drainInput(metadata.name),
    });
    if (outcome.status !== 'done') {
      return outcome;
    }
  }
  return undefined;
}

async function takeRequestBack(
  context: StepContext<Input>,
): Promise<StepOutcome | undefined> {
  const outcome = await setConfigData.reconcile({
    ...context,
    input: requestInput(context.input),
  });
  return outcome.status === 'done' ? undefined : outcome;
}

function outcomeOf(nodes: readonly KubeObject[]): StepOutcome {
  const condition = {
    code: 'spare-nodes-gone',
    text: 'The spare nodes of this upgrade are gone',
  };
  if (nodes.length === 0) {
    return { status: 'done', result: condition };
  }
  const names = nodes.map(({ metadata }) => metadata.name).join(', ');
  return {
    status: 'waiting',
    wait: {
      kind: 'capacity',
      object: CAPACITY_REF,
      condition,
      why: {
        code: 'directors-remove-nodes',
        params: { nodes: names },
        text: `The directors have not removed ${names} yet`,
      },
      unblocks: { kind: 'platform-team' },
      atLimit: 'fail-step',
    },
  };
}

function cordonInput(node: string) {
  return cordonNode.parseInput({ node });
}

/** Applications came here during this upgrade, so that what they keep here was lost once already. */
function drainInput(node: string) {
  return drainNode.parseInput({ node, emptyDirPods: 'evict' });
}

function requestInput({ spareNodes }: Input) {
  return setConfigData.parseInput({
    namespace: OMNI_NAMESPACE,
    name: CAPACITY_CONFIG_MAP,
    data: { [SPARE_NODES_KEY]: spareNodes },
  });
}
