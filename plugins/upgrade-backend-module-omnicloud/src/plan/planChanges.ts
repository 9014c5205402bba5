import { PlanChange } from '@cluster-upgrade/plugin-upgrade-common';
import { PlanInput } from '@cluster-upgrade/plugin-upgrade-node';
import { PlanFacts } from '../planFacts';
import {
  AGENT,
  AGENT_REF,
  CAPACITY_REF,
  DEPLOYED_COMPONENTS,
  deploymentRef,
  PLATFORM,
  PLATFORM_REF,
  SPARE_NODES_KEY,
} from '../resources';
import { addedSpareNodes } from './capacitySteps';
import { componentChange } from './componentSteps';
import { NO_DISRUPTION } from './planStep';
import { ScaledApplication } from '../strategy/scaleDown';

/** What the plan does to each object, for the diff. */
export function planChanges(
  input: PlanInput,
  facts: PlanFacts,
  scaled: readonly ScaledApplication[],
): PlanChange[] {
  return [
    ...DEPLOYED_COMPONENTS.flatMap(({ id, name }) =>
      componentPlanChange(id, deploymentRef(name), input, facts, {
        level: 'brief',
        text: 'Its instances restart one after the other',
      }),
    ),
    ...componentPlanChange(AGENT.id, AGENT_REF, input, facts, {
      level: 'moves-pods',
      text: 'Each node is emptied before its agent restarts',
    }),
    recordChange(input, facts),
    ...spareChange(input, facts),
    ...scaled.map(scaleChange),
  ];
}

function componentPlanChange(
  componentId: string,
  object: PlanChange['object'],
  input: PlanInput,
  facts: PlanFacts,
  disruption: PlanChange['disruption'],
): PlanChange[] {
  const change = componentChange(componentId, input, facts);
  if (!change) {
    return [];
  }
  return [
    change.fields.length === 0
      ? unchanged(object, componentId)
      : {
          action: 'update',
          object,
          componentId,
          fields: change.fields,
          reversibility: 'revert',
          disruption,
        },
  ];
}

function recordChange({ target }: PlanInput, facts: PlanFacts): PlanChange {
  const { recordedVersion } = facts;
  return recordedVersion === target.version
    ? unchanged(PLATFORM_REF, PLATFORM.id)
    : {
        action: 'update',
        object: PLATFORM_REF,
        componentId: PLATFORM.id,
        fields: [
          {
            kind: 'data',
            name: 'version',
            ...(recordedVersion === undefined ? {} : { from: recordedVersion }),
            to: target.version,
          },
        ],
        reversibility: 'revert',
        disruption: NO_DISRUPTION,
      };
}

function spareChange(input: PlanInput, facts: PlanFacts): PlanChange[] {
  const added = addedSpareNodes(input);
  const from = facts.spareNodes ?? '0';
  return added === 0
    ? []
    : [
        {
          action: 'update',
          object: CAPACITY_REF,
          fields: [
            {
              kind: 'data',
              name: `${SPARE_NODES_KEY} (until the end)`,
              from,
              to: String(Number(from) + added),
            },
          ],
          reversibility: 'revert',
          disruption: NO_DISRUPTION,
        },
      ];
}

function scaleChange({ application, replicas }: ScaledApplication): PlanChange {
  return {
    action: 'update',
    object: application.object,
    fields: [
      {
        kind: 'replicas',
        name: 'until the end',
        from: String(application.desired),
        to: String(replicas),
      },
    ],
    reversibility: 'revert',
    disruption: {
      level: 'brief',
      text: `${application.desired - replicas} of ${application.desired} instances less until the end`,
    },
  };
}

function unchanged(
  object: PlanChange['object'],
  componentId: string,
): PlanChange {
  return {
    action: 'unchanged',
    object,
    componentId,
    fields: [],
    reversibility: 'nothing-to-revert',
    disruption: NO_DISRUPTION,
  };
}
