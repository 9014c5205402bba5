import {
  Disruption,
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
import { AGENT, LABEL_SPARE, OMNI_NAMESPACE } from '../resources';
import { workloadsOf } from './applicationInputs';
import { componentChange } from './componentSteps';
import { LIMITS_MS, soakLimitMs } from './limits';
import { nodesInOrder } from './nodeOrder';
import { inSequence, planStep, undoStep } from './planStep';
import { ScaledApplication } from './scaleDown';

/** Key of `laneLimits`. */
export const NODES_GROUP = 'nodes';

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
  const [first, ...rest] = nodesInOrder(
    input.inventory.nodes,
    input.target.version,
    facts.nodesWithAgent,
  );
  if (!first) {
    return [];
  }
  const alone = inSequence(laneOf(first, loop), before);
  const afterFirst = [alone[alone.length - 1].id];
  return [
    ...alone,
    ...rest.flatMap(node => inSequence(laneOf(node, loop), afterFirst)),
  ];
}

function laneOf(node: NodeInfo, loop: NodeLoop): PlanStep[] {
  const { input } = loop;
  const lane = { id: `node/${node.name}`, group: NODES_GROUP };
  const onNode = { phaseId: 'nodes' as const, lane, subject: node.name };
  const { nodeSoakMs } = input.strategy;
  return [
    planStep({
      ...onNode,
      id: `node/${node.name}/cordon`,
      title: `Cordon ${node.name}`,
      ...libraryStep('cordon-node', {
        node: node.name,
        maxUnavailable: input.strategy.maxUnavailableNodes,
        groupSelector: `${LABEL_SPARE}!=true`,
      }),
      reversibility: 'revert',
      limitMs: LIMITS_MS.cordon,
      undo: [undoCordon(node.name, lane)],
    }),
    planStep({ ...onNode, ...drain(`node/${node.name}/drain`, node, loop) }),
    planStep({
      ...onNode,
      id: `node/${node.name}/agent`,
      title: `Replace the agent on ${node.name}`,
      ...libraryStep('replace-node-pod', {
        node: node.name,
        daemonSet: DAEMON_SET,
        images: loop.images,
      }),
      reversibility: 'revert',
      disruption: { level: 'brief', text: 'The node is empty' },
      limitMs: LIMITS_MS.replacePod,
      undo: undoAgent(node, lane, loop),
    }),
    planStep({
      ...onNode,
      id: `node/${node.name}/ready`,
      title: `Wait until ${node.name} is ready`,
      ...libraryStep('wait-node-ready', { node: node.name }),
      limitMs: LIMITS_MS.nodeReady,
    }),
    planStep({
      ...onNode,
      id: `node/${node.name}/uncordon`,
      title: `Let ${node.name} take applications as before`,
      ...libraryStep('restore-cordon', { node: node.name }),
      limitMs: LIMITS_MS.write,
    }),
    planStep({
      ...onNode,
      id: `node/${node.name}/applications`,
      title: `Wait until the applications are back after ${node.name}`,
      ...libraryStep('wait-applications', { applications: loop.applications }),
      limitMs: LIMITS_MS.applications,
    }),
    ...(nodeSoakMs > 0
      ? [
          planStep({
            ...onNode,
            id: `node/${node.name}/soak`,
            title: `Watch ${node.name} and the applications`,
            ...libraryStep('soak', {
              durationMs: nodeSoakMs,
              workloads: loop.applications,
              nodes: [node.name],
            }),
            limitMs: soakLimitMs(nodeSoakMs),
          }),
        ]
      : []),
  ];
}

/** What stood on the node when the plan was made may be lost; what came later may not. */
function drain(
  id: string,
  node: NodeInfo,
  { input, facts }: NodeLoop,
): Pick<
  PlanStep,
  'id' | 'title' | 'kind' | 'input' | 'limitMs' | 'disruption'
> {
  return {
    id,
    title: `Drain ${node.name}`,
    ...libraryStep('drain-node', {
      node: node.name,
      unmanagedPods: facts.unmanagedPods[node.name] ? 'evict' : 'refuse',
      emptyDirPods: facts.emptyDirPods[node.name] ? 'evict' : 'refuse',
    }),
    disruption: drainDisruption(node, facts),
    limitMs: input.strategy.drainTimeoutMs,
  };
}

function drainDisruption(node: NodeInfo, facts: PlanFacts): Disruption {
  const unmanaged = facts.unmanagedPods[node.name] ?? [];
  const emptyDir = facts.emptyDirPods[node.name] ?? [];
  return {
    level: unmanaged.length > 0 ? 'outage' : 'moves-pods',
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

function undoCordon(node: string, lane: PlanStep['lane']): UndoStep {
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
 * The same loop with the old agent. It waits for no other node and for no application: the way back is
 * not held up by what is broken already.
 */
function undoAgent(
  node: NodeInfo,
  lane: PlanStep['lane'],
  loop: NodeLoop,
): UndoStep[] {
  const onNode = {
    phaseId: 'rollback-nodes' as const,
    lane,
    subject: node.name,
  };
  const prefix = `undo/node/${node.name}`;
  return [
    undoStep({
      ...onNode,
      id: `${prefix}/cordon`,
      title: `Cordon ${node.name}`,
      ...libraryStep('cordon-node', { node: node.name }),
      limitMs: LIMITS_MS.cordon,
    }),
    undoStep({ ...onNode, ...drain(`${prefix}/drain`, node, loop) }),
    undoStep({
      ...onNode,
      id: `${prefix}/agent`,
      title: `Bring the old agent back on ${node.name}`,
      ...libraryStep('replace-node-pod', {
        node: node.name,
        daemonSet: DAEMON_SET,
        images: loop.imagesBefore,
      }),
      disruption: { level: 'brief', text: 'The node is empty' },
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
