import {
  Disruption,
  Lane,
  NodeInfo,
  PlanStep,
  UndoStep,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  libraryStep,
  LibraryStepInput,
  PlanInput,
} from '@cluster-upgrade/plugin-upgrade-node';
import { PlanFacts } from '../planFacts';
import { AGENT, OMNI_NAMESPACE } from '../resources';
import { workloadsOf } from './applicationInputs';
import { componentChange } from './componentSteps';
import { LIMITS_MS, soakLimitMs } from './limits';
import { nodesInOrder } from '../strategy/nodeOrder';
import { inSequence, planStep, undoStep } from './planStep';
import { ScaledApplication } from '../strategy/scaleDown';

/** Key of `laneLimits`. */
export const NODES_GROUP = 'nodes';

/** Moved pods need about this long to come up elsewhere and give their budget room again. */
const BUDGET_PATIENCE_MS = { min: 10_000, max: 60_000 };

const DAEMON_SET = { namespace: OMNI_NAMESPACE, name: AGENT.name };

/** Everything the steps of one node are made of. */
interface NodeLoop {
  input: PlanInput;
  facts: PlanFacts;
  images: Record<string, string>;
  imagesBefore: Record<string, string>;
  applications: LibraryStepInput<'wait-applications'>['applications'];
}

/** Takes the nodes to the target: one alone first, then as many at once as the strategy allows. */
export function nodeSteps(
  input: PlanInput,
  facts: PlanFacts,
  scaled: readonly ScaledApplication[],
  before: readonly string[],
): PlanStep[] {
  const target = input.target.components.find(
    component => component.componentId === AGENT.id,
  );
  const change = componentChange(AGENT.id, input, facts);
  if (!target || !change) {
    return [];
  }
  const loop: NodeLoop = {
    input,
    facts,
    images: target.images,
    imagesBefore: change.imagesBefore,
    applications: workloadsOf(input.inventory.applications, scaled),
  };
  const [first, ...rest] = nodesInOrder(input.inventory.nodes, {
    targetVersion: input.target.version,
    nodesWithAgent: facts.nodesWithAgent,
    atOnce: input.strategy.maxUnavailableNodes,
  });
  if (!first) {
    return [];
  }
  const avoid = rest.length > 0 ? [avoidStep([first, ...rest], before)] : [];
  const beforeFirst = avoid.length > 0 ? [avoid[0].id] : before;
  // It shows whether the version works at all: going round it would take the others without an answer.
  const alone = inSequence(
    laneOf(first, loop).map(concernsCluster),
    beforeFirst,
  );
  const afterFirst = [alone[alone.length - 1].id];
  return [
    ...avoid,
    ...alone,
    ...rest.flatMap(node => inSequence(laneOf(node, loop), afterFirst)),
  ];
}

/** A pod that is moved should not come to a node whose turn is next, and move again. */
function avoidStep(
  inTurn: readonly NodeInfo[],
  before: readonly string[],
): PlanStep {
  const nodes = inTurn.map(({ name }) => name);
  return planStep({
    id: 'nodes/avoid',
    phaseId: 'nodes',
    title: 'Have pods prefer nodes whose turn is over',
    ...libraryStep('avoid-nodes', { nodes }),
    dependsOn: [...before],
    limitMs: LIMITS_MS.taints,
    undo: [
      undoStep({
        id: 'undo/nodes/avoid',
        phaseId: 'rollback-nodes',
        title: 'Let pods move to all nodes as before',
        ...libraryStep('stop-avoiding-nodes', { nodes }),
        limitMs: LIMITS_MS.taints,
        when: 'always',
      }),
    ],
  });
}

function laneOf(node: NodeInfo, loop: NodeLoop): PlanStep[] {
  const lane = {
    id: `node/${node.name}`,
    group: NODES_GROUP,
    target: node.name,
  };
  return [
    ...takeOut(node, lane, loop),
    ...bringBack(node, loop),
    ...watch(node, loop),
  ].map(step => ({ ...step, lane, subject: node.name }));
}

/** Its failure is none of its node alone, so a person decides. */
function concernsCluster(step: PlanStep): PlanStep {
  return { ...step, failureScope: 'cluster' };
}

/** The node is emptied, and its agent replaced. */
function takeOut(node: NodeInfo, lane: Lane, loop: NodeLoop): PlanStep[] {
  const { name } = node;
  return [
    nodeStep(name, 'cordon', {
      title: `Cordon ${name}`,
      ...libraryStep('cordon-node', { node: name }),
      reversibility: 'revert',
      limitMs: LIMITS_MS.cordon,
      undo: [undoCordon(name, lane)],
    }),
    nodeStep(name, 'drain', {
      title: `Drain ${name}`,
      ...libraryStep('drain-node', {
        node: name,
        ...lossesAllowed(name, loop.facts),
      }),
      disruption: drainDisruption(node, loop.facts),
      limitMs: loop.input.strategy.drainTimeoutMs,
    }),
    nodeStep(name, 'agent', {
      title: `Replace the agent on ${name}`,
      ...libraryStep('replace-node-pod', {
        node: name,
        daemonSet: DAEMON_SET,
        images: loop.images,
      }),
      reversibility: 'revert',
      disruption: { level: 'brief', text: 'The node is empty' },
      limitMs: LIMITS_MS.replacePod,
      undo: undoAgent(node, lane, loop),
    }),
  ];
}

/** The node takes applications again, and they are where they were. */
function bringBack({ name }: NodeInfo, loop: NodeLoop): PlanStep[] {
  return [
    nodeStep(name, 'ready', {
      title: `Wait until ${name} is ready`,
      ...libraryStep('wait-node-ready', { node: name }),
      limitMs: LIMITS_MS.nodeReady,
    }),
    nodeStep(name, 'uncordon', {
      title: `Let ${name} take applications as before`,
      ...libraryStep('restore-cordon', { node: name }),
      limitMs: LIMITS_MS.write,
    }),
    concernsCluster(
      nodeStep(name, 'applications', {
        title: `Wait until the applications are back after ${name}`,
        ...libraryStep('wait-applications', {
          applications: loop.applications,
        }),
        limitMs: LIMITS_MS.applications,
      }),
    ),
  ];
}

function watch({ name }: NodeInfo, loop: NodeLoop): PlanStep[] {
  const durationMs = loop.input.strategy.nodeSoakMs;
  return durationMs <= 0
    ? []
    : [
        concernsCluster(
          nodeStep(name, 'soak', {
            title: `Watch ${name} and the applications`,
            ...libraryStep('soak', {
              durationMs,
              workloads: loop.applications,
              nodes: [name],
            }),
            limitMs: soakLimitMs(durationMs),
          }),
        ),
      ];
}

function nodeStep(
  node: string,
  part: string,
  step: Omit<Parameters<typeof planStep>[0], 'id' | 'phaseId'>,
): PlanStep {
  return planStep({ ...step, id: `node/${node}/${part}`, phaseId: 'nodes' });
}

/**
 * A pod that nothing creates again may be lost where it stood when the plan was made. Those that keep
 * data in an emptyDir move from node to node, by the drains themselves too: what may be lost on one node
 * may be on the next.
 */
function lossesAllowed(
  node: string,
  { unmanagedPods, emptyDirPods }: PlanFacts,
): { unmanagedPods: 'evict' | 'refuse'; emptyDirPods: 'evict' | 'refuse' } {
  return {
    unmanagedPods: unmanagedPods[node] ? 'evict' : 'refuse',
    emptyDirPods: Object.keys(emptyDirPods).length > 0 ? 'evict' : 'refuse',
  };
}

function drainDisruption(node: NodeInfo, facts: PlanFacts): Disruption {
  const unmanaged = facts.unmanagedPods[node.name] ?? [];
  const emptyDir = facts.emptyDirPods[node.name] ?? [];
  return {
    level: unmanaged.length > 0 ? 'outage' : 'moves-pods',
    ...(unmanaged.length + emptyDir.length > 0 && { losesForGood: true }),
    text: [
      `${node.movablePods} ${node.movablePods === 1 ? 'pod moves' : 'pods move'} to other nodes, within their disruption budgets`,
      ...(unmanaged.length > 0
        ? [`lost for good, nothing creates them again: ${unmanaged.join(', ')}`]
        : []),
      ...(emptyDir.length > 0
        ? [`lose their emptyDir data: ${emptyDir.join(', ')}`]
        : []),
    ].join('; '),
  };
}

function undoCordon(node: string, lane: Lane): UndoStep {
  return undoStep({
    id: `undo/node/${node}/uncordon`,
    phaseId: 'rollback-nodes',
    title: `Let ${node} take applications as before`,
    ...libraryStep('restore-cordon', { node }),
    lane,
    subject: node,
    limitMs: LIMITS_MS.write,
    when: 'always',
  });
}

/**
 * The same loop with the old agent. It waits for no other node, for no application, and for budgets
 * only a while: the way back is not held up by what is broken already.
 */
function undoAgent(node: NodeInfo, lane: Lane, loop: NodeLoop): UndoStep[] {
  const onNode = {
    phaseId: 'rollback-nodes' as const,
    lane,
    subject: node.name,
  };
  const prefix = `undo/node/${node.name}`;
  const patienceMs = Math.min(
    BUDGET_PATIENCE_MS.max,
    Math.max(BUDGET_PATIENCE_MS.min, loop.input.strategy.nodeSoakMs),
  );
  return [
    undoStep({
      ...onNode,
      id: `${prefix}/cordon`,
      title: `Cordon ${node.name}`,
      ...libraryStep('cordon-node', { node: node.name }),
      limitMs: LIMITS_MS.cordon,
    }),
    undoStep({
      ...onNode,
      id: `${prefix}/drain`,
      title: `Drain ${node.name} as far as budgets allow`,
      kind: 'omnicloud-drain-back',
      input: {
        node: node.name,
        ...lossesAllowed(node.name, loop.facts),
        patienceMs,
      },
      disruption: drainDisruption(node, loop.facts),
      limitMs: loop.input.strategy.drainTimeoutMs + patienceMs,
    }),
    undoStep({
      ...onNode,
      id: `${prefix}/agent`,
      title: `Bring the old agent back on ${node.name}`,
      ...libraryStep('replace-node-pod', {
        node: node.name,
        daemonSet: DAEMON_SET,
        images: loop.imagesBefore,
      }),
      disruption: { level: 'brief', text: 'Few or no pods are left on it' },
      limitMs: LIMITS_MS.replacePod,
    }),
    undoStep({
      ...onNode,
      id: `${prefix}/ready`,
      title: `Wait until ${node.name} is ready`,
      ...libraryStep('wait-node-ready', { node: node.name }),
      limitMs: LIMITS_MS.nodeReady,
    }),
    undoCordon(node.name, lane),
  ];
}
