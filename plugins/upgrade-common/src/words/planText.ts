import { Lane, PlanChange, PlanStep, UpgradePlan } from '../model/plan';
import { Strategy } from '../strategy/strategy';
import { entityText } from './people';
import { counted } from './sentence';
import { durationText } from './time';
import { objectText } from './waitText';

const CHANGE_MARK: Record<PlanChange['action'], string> = {
  create: '+',
  update: '~',
  delete: '-',
  unchanged: '=',
};

/**
 * A whole plan as text, for the command line, for review and for tests: what changes, each step with its
 * limit and disruption, and what takes it back.
 *
 * @public
 */
export function planText(plan: UpgradePlan): string {
  const title = `${plan.platform} ${plan.fromVersion} to ${plan.toVersion} on ${entityText(plan.clusterRef)}`;
  const phases = plan.phases.flatMap(({ id, title: phase }, index) => [
    '',
    `${index + 1}. ${phase}`,
    ...plan.steps
      .filter(({ phaseId }) => phaseId === id)
      .flatMap(step => stepLines(step, plan)),
  ]);
  return [
    title,
    strategyText(plan.strategy),
    ...(plan.changes.length > 0 ? ['', 'Changes'] : []),
    ...plan.changes.flatMap(changeLines),
    ...phases,
    ...wayBackLines(plan),
    '',
  ].join('\n');
}

/**
 * A strategy in one line: `capacity-first: 1 spare node, 1 node at a time`.
 *
 * @public
 */
export function strategyText(strategy: Strategy): string {
  const parts = [
    strategy.spareNodes > 0 ? counted(strategy.spareNodes, 'spare node') : '',
    strategy.scaleDownPercent > 0
      ? `applications ${strategy.scaleDownPercent} % smaller`
      : '',
    `${counted(strategy.maxUnavailableNodes, 'node')} at a time`,
    failedText(strategy.maxFailedNodes),
  ];
  return `${strategy.kind}: ${parts.filter(Boolean).join(', ')}`;
}

/** What a failed node comes to; empty: the upgrade asks a person, which goes without saying. */
function failedText(limit: Strategy['maxFailedNodes'] = 0): string {
  if (limit === 0 || limit === '0%') {
    return '';
  }
  return typeof limit === 'number'
    ? `goes round ${counted(limit, 'failed node')} at most`
    : `goes round failed nodes up to ${limit.replace('%', ' %')}`;
}

function changeLines({ action, object, fields }: PlanChange): string[] {
  return [
    `  ${CHANGE_MARK[action]} ${objectText(object)}`,
    ...fields.map(
      ({ kind, name, from, to }) =>
        `      ${kind} ${name}: ${from ?? '(absent)'} -> ${to ?? '(removed)'}`,
    ),
  ];
}

/** What a step follows is said only where it isn't the step above it. */
function stepLines(step: PlanStep, plan: UpgradePlan): string[] {
  const index = plan.steps.indexOf(step);
  const above = plan.steps[index - 1];
  const followsAbove =
    step.dependsOn.length === 1 && step.dependsOn[0] === above?.id;
  const isLaneStart = step.lane && step.lane.id !== above?.lane?.id;
  return [
    ...(isLaneStart ? [laneLine(step.lane!, plan)] : []),
    `   ${step.id}: ${step.title} (up to ${durationText(step.limitMs)})`,
    ...(followsAbove || step.dependsOn.length === 0
      ? []
      : [`      after ${step.dependsOn.join(', ')}`]),
    ...(step.disruption.level === 'none'
      ? []
      : [`      ${step.disruption.level}: ${step.disruption.text}`]),
    ...step.undo.map(
      undo =>
        `      back${undo.when === 'always' ? ', in every outcome' : ''}: ${undo.id}`,
    ),
  ];
}

function laneLine({ id, group }: Lane, { laneLimits }: UpgradePlan): string {
  return `   [${id}, at most ${laneLimits[group] ?? 1} of ${group} at once]`;
}

function wayBackLines(plan: UpgradePlan): string[] {
  const undo = [
    ...new Map(
      plan.steps.flatMap(step => step.undo).map(step => [step.id, step]),
    ).values(),
  ];
  const phases = plan.rollbackPhases.filter(({ id }) =>
    undo.some(({ phaseId }) => phaseId === id),
  );
  return phases.length === 0
    ? []
    : [
        '',
        'Way back',
        ...phases.flatMap(({ id, title }) => [
          `  ${title}`,
          ...undo
            .filter(({ phaseId }) => phaseId === id)
            .map(step => `    ${step.id}: ${step.title}`),
        ]),
      ];
}
