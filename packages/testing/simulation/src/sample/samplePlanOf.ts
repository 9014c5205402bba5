import {
  Lane,
  PlanStep,
  SnapshotItem,
  UndoStep,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import {
  libraryStep,
  nodeAdmission,
} from '@cluster-upgrade/plugin-upgrade-node';
import { samplePlan, sampleStep, sampleUndo } from '../samplePlan';
import {
  APPLICATION,
  configRef,
  MARKER,
  maxUnavailable,
  NAMESPACE,
  NEW_VERSION,
  nodeRef,
  SampleCase,
} from './SampleCase';

/** Components one after the other, then nodes by lanes, with steps of the library. */
export function samplePlanOf(drawn: SampleCase): UpgradePlan {
  const { components, nodes, lanesAtOnce, soakMs, threshold } = drawn;
  const configs = [...components, ...nodes.map(({ name }) => name)];
  const { strategy } = samplePlan([]);
  return samplePlan(
    [
      markerStep(),
      ...components.map((name, index) =>
        setVersion(name, [index === 0 ? MARKER : components[index - 1]]),
      ),
      ...nodes.flatMap(({ name }) =>
        laneSteps(name, components.slice(-1), soakMs),
      ),
    ].map(step => limited(step, drawn)),
    {
      strategy: { ...strategy, maxFailedNodes: drawn.maxFailedNodes },
      laneLimits: { nodes: lanesAtOnce },
      admission: { nodes: nodeAdmission(maxUnavailable(drawn)) },
      thresholds: [
        {
          applicationId: APPLICATION,
          maxFailures: 1,
          unit: 'count',
          source: 'platform-default',
          sourceName: 'upgrade.thresholds.default',
          ...threshold,
        },
      ],
      snapshot: [
        { object: configRef(MARKER), pointers: ['/data'] },
        ...nodes.map(({ name }): SnapshotItem => ({
          object: nodeRef(name),
          pointers: ['/spec/unschedulable'],
        })),
        ...configs.map(name => ({
          object: configRef(name),
          pointers: ['/data/version'],
        })),
      ],
      rollbackPhases: [
        { id: 'back-nodes', title: 'Nodes' },
        { id: 'back-components', title: 'Components' },
      ],
    },
  );
}

/** A soak lasts as long as it must, whatever begins it anew. */
function limited(
  step: PlanStep,
  { stepLimitMs, soakMs }: SampleCase,
): PlanStep {
  return {
    ...step,
    limitMs: step.kind === 'soak' ? 3 * soakMs + stepLimitMs : stepLimitMs,
    undo: step.undo.map(undo => ({ ...undo, limitMs: stepLimitMs })),
  };
}

/** Undo steps of which the first is over before the second begins, as people expect it. */
export function rollbackOrder({
  components,
  nodes,
}: SampleCase): Array<readonly [string, string]> {
  const back = components.map(name => `back/${name}`).reverse();
  return [
    ...back.slice(1).map((later, index) => [back[index], later] as const),
    ...back.map(component => [component, `back/${MARKER}`] as const),
    ...nodes.flatMap(({ name }) => [
      [`${name}/cordon-again`, `${name}/change-back`] as const,
      [`${name}/change-back`, `${name}/give-back`] as const,
      ...back.map(component => [`${name}/give-back`, component] as const),
    ]),
  ];
}

/** The one object that the upgrade makes, and that going back deletes. */
function markerStep(): PlanStep {
  return sampleStep({
    id: MARKER,
    ...libraryStep('patch-object', {
      object: { ...configRef(MARKER) },
      patchType: 'apply',
      isCreated: true,
      patch: { data: { version: NEW_VERSION } },
    }),
    undo: [
      sampleUndo({
        id: `back/${MARKER}`,
        phaseId: 'back-components',
        ...libraryStep('restore-object', {
          object: { ...configRef(MARKER) },
          isCreated: true,
        }),
      }),
    ],
  });
}

function setVersion(name: string, dependsOn: string[]): PlanStep {
  return sampleStep({
    id: name,
    dependsOn,
    ...libraryStep('set-config-data', {
      namespace: NAMESPACE,
      name,
      data: { version: NEW_VERSION },
    }),
    undo: [
      sampleUndo({
        id: `back/${name}`,
        phaseId: 'back-components',
        ...restore(name),
      }),
    ],
  });
}

function restore(name: string) {
  return libraryStep('restore-object', { object: { ...configRef(name) } });
}

/** Cordon, drain, change, soak, uncordon; and back. */
function laneSteps(
  node: string,
  dependsOn: string[],
  soakMs: number,
): PlanStep[] {
  const lane: Lane = { id: `node/${node}`, group: 'nodes', target: node };
  const undo = (
    step: Pick<UndoStep, 'id' | 'kind' | 'input'> & Partial<UndoStep>,
  ) => sampleUndo({ phaseId: 'back-nodes', lane, ...step });
  const giveBack = undo({
    id: `${node}/give-back`,
    when: 'always',
    ...libraryStep('restore-cordon', { node }),
  });
  const step = (
    id: string,
    after: string[],
    more: Pick<PlanStep, 'kind' | 'input'> & Partial<PlanStep>,
  ) =>
    sampleStep({
      id: `${node}/${id}`,
      lane,
      dependsOn: after,
      reversibility: 'nothing-to-revert',
      ...more,
    });
  return [
    step('cordon', dependsOn, {
      ...libraryStep('cordon-node', { node }),
      undo: [giveBack],
    }),
    step('drain', [`${node}/cordon`], libraryStep('drain-node', { node })),
    step('change', [`${node}/drain`], {
      ...setVersion(node, []),
      id: `${node}/change`,
      dependsOn: [`${node}/drain`],
      undo: [
        undo({
          id: `${node}/cordon-again`,
          ...libraryStep('cordon-node', { node }),
        }),
        undo({ id: `${node}/change-back`, ...restore(node) }),
        giveBack,
      ],
    }),
    step(
      'soak',
      [`${node}/change`],
      libraryStep('soak', { durationMs: soakMs, nodes: [node] }),
    ),
    step('uncordon', [`${node}/soak`], libraryStep('restore-cordon', { node })),
  ];
}
