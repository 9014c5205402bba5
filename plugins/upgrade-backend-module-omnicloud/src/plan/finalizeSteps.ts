import { PlanStep } from '@cluster-upgrade/plugin-upgrade-common';
import {
  libraryStep,
  LibraryStepInput,
  PlanInput,
} from '@cluster-upgrade/plugin-upgrade-node';
import { PlanFacts } from '../planFacts';
import {
  DEPLOYED_COMPONENTS,
  OMNI_NAMESPACE,
  PLATFORM,
  PLATFORM_REF,
} from '../resources';
import { ScalableRef, workloadsOf } from './applicationInputs';
import { addedSpareNodes, retireSpareNodes } from './capacitySteps';
import { LIMITS_MS, soakLimitMs } from './limits';
import { inSequence, planStep, undoStep } from './planStep';
import { ScaledApplication } from '../strategy/scaleDown';
import { verifyOldVersion, verifyTarget } from './verifySteps';

/** Gives back what was borrowed, records the new version, and watches the whole. */
export function finalizeSteps(
  input: PlanInput,
  facts: PlanFacts,
  scaled: readonly ScaledApplication[],
  before: readonly string[],
): PlanStep[] {
  const restore = scaled.map(({ application }) =>
    planStep({
      id: `finalize/scale/${application.id}`,
      phaseId: 'finalize',
      title: `Scale ${application.id} back to ${application.desired}`,
      ...libraryStep('restore-scale', {
        object: application.object as ScalableRef,
      }),
      subject: application.id,
      limitMs: LIMITS_MS.scale,
      dependsOn: [...before],
    }),
  );
  const afterRestore =
    restore.length > 0 ? restore.map(({ id }) => id) : before;
  return [
    ...restore,
    ...inSequence(
      [
        ...retire(input, facts),
        applicationsBack(input),
        ...recordVersion(input, facts),
        ...finalSoak(input),
        verifyTarget(input),
      ],
      afterRestore,
    ),
  ];
}

function retire(input: PlanInput, facts: PlanFacts): PlanStep[] {
  return addedSpareNodes(input) === 0
    ? []
    : [
        planStep({
          id: 'finalize/spare-nodes',
          phaseId: 'finalize',
          title: 'Empty and remove the spare nodes',
          ...retireSpareNodes(input, facts),
          subject: 'capacity',
        }),
      ];
}

function applicationsBack({ inventory }: PlanInput): PlanStep {
  return planStep({
    id: 'finalize/applications',
    phaseId: 'finalize',
    title: 'Wait until every application is as before',
    ...libraryStep('wait-applications', {
      applications: workloadsOf(inventory.applications),
    }),
    limitMs: LIMITS_MS.applications,
  });
}

function recordVersion(input: PlanInput, facts: PlanFacts): PlanStep[] {
  const { version } = input.target;
  return facts.recordedVersion === version
    ? []
    : [
        planStep({
          id: 'finalize/record',
          phaseId: 'finalize',
          title: `Record ${version} as the platform's version`,
          ...libraryStep('set-config-data', {
            namespace: OMNI_NAMESPACE,
            name: PLATFORM.name,
            data: { version },
          }),
          subject: PLATFORM.id,
          reversibility: 'revert',
          limitMs: LIMITS_MS.write,
          undo: [
            undoStep({
              id: 'undo/record',
              phaseId: 'rollback-record',
              title: 'Restore the version record',
              ...libraryStep('restore-object', {
                object: PLATFORM_REF,
                pointers: ['/data/version'],
              }),
              subject: PLATFORM.id,
              limitMs: LIMITS_MS.write,
            }),
            verifyOldVersion(input),
          ],
        }),
      ];
}

function finalSoak({ inventory, strategy }: PlanInput): PlanStep[] {
  if (strategy.finalSoakMs <= 0) {
    return [];
  }
  const components = inventory.components.filter(({ id }) =>
    DEPLOYED_COMPONENTS.some(component => component.id === id),
  );
  return [
    planStep({
      id: 'finalize/soak',
      phaseId: 'finalize',
      title: 'Watch the whole platform',
      ...libraryStep('soak', {
        durationMs: strategy.finalSoakMs,
        workloads: [
          ...components.map(({ object }) => ({ object: object as SoakedRef })),
          ...workloadsOf(inventory.applications),
        ],
        nodes: inventory.nodes
          .filter(node => node.isReady && !node.isSpare)
          .map(node => node.name)
          .sort(),
      }),
      limitMs: soakLimitMs(strategy.finalSoakMs),
    }),
  ];
}

type SoakedRef = NonNullable<
  LibraryStepInput<'soak'>['workloads']
>[number]['object'];
