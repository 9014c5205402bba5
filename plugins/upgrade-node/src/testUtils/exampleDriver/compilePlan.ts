import {
  Lane,
  NodeInfo,
  PlanChange,
  PlanStep,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { PlanInput } from '../../driver/UpgradeDriver';
import { libraryStep } from '../../steps/stepInputs';
import { AGENT, CONTROLLER, imageOf } from './resources';

const MINUTE_MS = 60_000;
const NO_DISRUPTION = { level: 'none', text: 'Nothing restarts' } as const;

/**
 * Pure: the same input gives the same plan, with the same ids.
 *
 * @internal
 */
export function compilePlan(input: PlanInput): UpgradePlan {
  const { inventory, target, strategy } = input;
  const controller = controllerSteps(target.version);
  const template = agentTemplate(target.version);
  const nodes = inventory.nodes.flatMap(node =>
    nodeSteps(node, target.version),
  );
  return {
    schemaVersion: 1,
    kind: 'upgrade',
    clusterRef: inventory.clusterRef,
    platform: inventory.platform,
    fromVersion: inventory.version ?? 'mixed',
    toVersion: target.version,
    path: input.path,
    strategy,
    thresholds: input.thresholds,
    phases: [
      { id: 'controller', title: 'Upgrade the controller' },
      { id: 'nodes', title: 'Upgrade nodes' },
    ],
    steps: [...controller, template, ...nodes],
    laneLimits: { nodes: strategy.maxUnavailableNodes },
    snapshot: [
      { object: CONTROLLER, pointers: ['/spec/template'] },
      { object: AGENT, pointers: ['/spec/template'] },
    ],
    // Way back: templates first, so that pods that are replaced then get the old one.
    rollbackPhases: [
      { id: 'templates', title: 'Restore templates' },
      { id: 'pods', title: 'Bring old pods back' },
    ],
    changes: changesOf(input),
  };
}

function controllerSteps(version: string): PlanStep[] {
  const images = { main: imageOf('controller', version) };
  return [
    {
      id: 'controller/template',
      phaseId: 'controller',
      title: `Change the controller to ${version}`,
      ...libraryStep('patch-object', {
        object: CONTROLLER,
        patchType: 'strategic',
        patch: templatePatch(images),
      }),
      dependsOn: [],
      subject: 'controller',
      reversibility: 'revert',
      disruption: { level: 'brief', text: 'The controller restarts' },
      limitMs: 2 * MINUTE_MS,
      undo: [
        undo('undo/controller/template', 'templates', {
          title: 'Restore the controller',
          ...libraryStep('restore-object', { object: CONTROLLER }),
        }),
        undo('undo/controller/rollout', 'pods', {
          title: 'Wait for the old controller',
          ...libraryStep('wait-rollout', { object: CONTROLLER }),
        }),
      ],
    },
    {
      id: 'controller/rollout',
      phaseId: 'controller',
      title: 'Wait until the controller runs',
      ...libraryStep('wait-rollout', { object: CONTROLLER, images }),
      dependsOn: ['controller/template'],
      subject: 'controller',
      reversibility: 'nothing-to-revert',
      disruption: NO_DISRUPTION,
      limitMs: 10 * MINUTE_MS,
      undo: [],
    },
  ];
}

/** Changes no pod yet: with OnDelete each node takes the new one when its turn comes. */
function agentTemplate(version: string): PlanStep {
  return {
    id: 'agent/template',
    phaseId: 'nodes',
    title: `Offer the agents' version ${version}`,
    ...libraryStep('patch-object', {
      object: AGENT,
      patchType: 'strategic',
      patch: templatePatch({ main: imageOf('agent', version) }),
    }),
    dependsOn: ['controller/rollout'],
    subject: 'agent',
    reversibility: 'revert',
    disruption: NO_DISRUPTION,
    limitMs: 2 * MINUTE_MS,
    undo: [
      undo('undo/agent/template', 'templates', {
        title: "Restore the agents' template",
        ...libraryStep('restore-object', { object: AGENT }),
      }),
    ],
  };
}

function nodeSteps({ name }: NodeInfo, version: string): PlanStep[] {
  const lane: Lane = { id: `node/${name}`, group: 'nodes' };
  const { namespace, name: daemonSet } = AGENT;
  const replaced = { node: name, daemonSet: { namespace, name: daemonSet } };
  return [
    {
      id: `node/${name}/agent`,
      phaseId: 'nodes',
      title: `Replace the agent on ${name}`,
      ...libraryStep('replace-node-pod', {
        ...replaced,
        images: { main: imageOf('agent', version) },
      }),
      dependsOn: ['agent/template'],
      lane,
      subject: name,
      reversibility: 'revert',
      disruption: { level: 'brief', text: 'The agent of the node restarts' },
      limitMs: 5 * MINUTE_MS,
      undo: [
        undo(`undo/node/${name}/agent`, 'pods', {
          title: `Bring the old agent back on ${name}`,
          ...libraryStep('replace-node-pod', replaced),
          lane,
          subject: name,
        }),
      ],
    },
  ];
}

function undo(
  id: string,
  phaseId: string,
  step: Pick<UndoStep, 'title' | 'kind' | 'input'> & Partial<UndoStep>,
): UndoStep {
  return {
    id,
    phaseId,
    limitMs: 10 * MINUTE_MS,
    disruption: NO_DISRUPTION,
    when: 'rollback',
    ...step,
  };
}

function templatePatch(images: Record<string, string>) {
  const containers = Object.entries(images).map(([name, image]) => ({
    name,
    image,
  }));
  return { spec: { template: { spec: { containers } } } };
}

function changesOf({ inventory, target }: PlanInput): PlanChange[] {
  return target.components.flatMap(({ componentId, images }) => {
    const component = inventory.components.find(({ id }) => id === componentId);
    return component
      ? [
          {
            action: 'update' as const,
            object: component.object,
            componentId,
            fields: Object.entries(images).map(([container, image]) => ({
              kind: 'image' as const,
              name: container,
              from: component.images[container],
              to: image,
            })),
            reversibility: 'revert' as const,
            disruption: { level: 'brief' as const, text: 'Its pods restart' },
          },
        ]
      : [];
  });
}
