import {
  ENGINE_ACTOR,
  UpgradeEvent,
  UpgradeEventData,
  UpgradeEventType,
} from '../model/event';
import { isKnownEvent } from '../model/evolve';
import { ApplicationHealth } from '../model/health';
import { PlanKind } from '../model/plan';
import { RestoreProof } from '../model/snapshot';
import { TargetProgress, TargetStatus } from '../model/target';
import { ControlAction, Leftover } from '../model/upgrade';
import { entityText, whoText } from './people';
import { laneText } from './laneText';
import { clause, counted, sentence } from './sentence';
import { outcomeText, verdictText } from './statusText';
import { objectText, waitSubjectText, waitWhyText } from './waitText';
import { durationText } from './time';

/**
 * Finds the title of a step; a step that is not found is named by its id.
 *
 * @public
 */
export type StepTitles = (plan: PlanKind, stepId: string) => string | undefined;

interface Context {
  who: string;
  atMs: number;
  titles: StepTitles;
}

const MAX_NAMED_TARGETS = 5;

const TARGET_STATUS: Record<TargetStatus, string> = {
  pending: 'is to come',
  working: 'is worked on',
  held: 'is held up',
  done: 'is done',
  failed: 'failed',
};

const ASKED: Record<ControlAction, string> = {
  pause: 'to pause',
  resume: 'to resume',
  cancel: 'to cancel',
  rollback: 'to roll back',
  retry: 'to retry',
  skip: 'to skip a part',
  end: 'to end it with what is left over',
};

const WRITERS: {
  [T in UpgradeEventType]: (
    data: UpgradeEventData[T],
    context: Context,
  ) => string;
} = {
  created: (data, { who }) =>
    `${who} started the upgrade of ${entityText(data.clusterRef)} from ${data.fromVersion} to ${data.toVersion}${acceptedText(data.overriddenFindings)}`,
  claimed: ({ worker, epoch }) =>
    epoch === 1
      ? `Worker ${worker} took the upgrade over`
      : `Worker ${worker} took the upgrade up again (epoch ${epoch})`,
  'snapshot-begun': () => 'Saving what a rollback needs',
  'snapshot-taken': ({ objects }) =>
    `Snapshot saved: ${counted(objects, 'object')}`,
  started: () => 'First changes on the cluster can begin',
  'step-started': (data, { titles }) =>
    data.attempt === 1
      ? `Begun: ${titleOf(data, titles)}`
      : `Begun again (attempt ${data.attempt}): ${titleOf(data, titles)}`,
  'step-intent': ({ effect, object }) =>
    object
      ? `${objectText(object)}: ${clause(effect.text)}`
      : clause(effect.text),
  'step-waiting': ({ wait }) =>
    [sentence(waitSubjectText(wait)), waitWhyText(wait)]
      .filter(Boolean)
      .join(' '),
  'step-progress': ({ targets, ...step }, { titles }) =>
    `${titleOf(step, titles)}: ${targetsText(targets)}`,
  'step-done': ({ result, ...step }, { titles }) =>
    `Done: ${titleOf(step, titles)}. ${sentence(result.text)}`,
  'step-failed': ({ failure, ...step }, { titles }) =>
    `Failed: ${titleOf(step, titles)}. ${sentence(failure.cause.text)} ${sentence(failure.remedy)}`,
  'step-abandoned': (step, { titles }) => `Given up: ${titleOf(step, titles)}`,
  'step-retried': (step, { titles }) =>
    `Will be tried again: ${titleOf(step, titles)}`,
  'health-changed': ({ health }) =>
    `${health.applicationId}: ${verdictText(health.verdict)}, ${health.ready} of ${health.desired} ready, ${failuresText(health)}`,
  'threshold-exceeded': ({ health }) =>
    `${health.applicationId} exceeds its failure threshold: ${clause(health.rule.text)}`,
  silenced: ({ applicationId, reason, untilMs }, { who, atMs }) =>
    untilMs > atMs
      ? `${who} switched the threshold of ${applicationId} off for ${durationText(untilMs - atMs)}${because(reason)}`
      : `${who} switched the threshold of ${applicationId} on again`,
  'control-requested': ({ action, reason, laneId }, { who }) =>
    `${who} asked ${ASKED[action]}${laneId ? ` (${laneText(laneId)})` : ''}${because(reason)}`,
  'lane-skipped': ({ plan, laneId, reason, by }) => {
    const way = plan === 'upgrade' ? 'The upgrade' : 'The way back';
    const why =
      by === ENGINE_ACTOR ? 'which failed' : `as ${whoText(by)} decided`;
    return `${way} goes round ${laneText(laneId)}, ${why}: ${clause(reason)}`;
  },
  'control-refused': ({ action, reason }) =>
    `The request ${ASKED[action]} was refused: ${clause(reason.text)}`,
  'pause-begun': ({ waitsFor }) =>
    `Pausing: ${
      waitsFor?.length
        ? waitsFor.map(({ text }) => clause(text)).join('; ')
        : 'what was begun is held where it can be, and else finished first'
    }`,
  paused: ({ reason }, { who }) => `Paused by ${who}${because(reason)}`,
  resumed: (_, { who }) => `Resumed by ${who}`,
  'needs-attention': ({ failure }) =>
    `A decision is needed: ${sentence(failure.cause.text)} ${sentence(failure.remedy)}`,
  retried: ({ steps }, { who }) =>
    `${who} lets ${counted(steps.length, 'step')} be tried again`,
  'cancel-begun': ({ steps }) =>
    `Cancelling: ${counted(steps, 'step')} to give back what was borrowed; nothing is undone`,
  'rollback-begun': ({ automatic, cause, steps }) =>
    `${automatic ? 'Rolling back automatically' : 'Rolling back as asked'}, ${counted(steps, 'step')}${because(cause && clause(cause.cause.text))}`,
  'restore-check-begun': () => 'Comparing the cluster with the snapshot',
  'restore-checked': ({ proof }) => proofText(proof),
  finished: ({ outcome, leftovers }) =>
    [outcomeText(outcome), leftoversText(leftovers)].filter(Boolean).join('. '),
  note: ({ text }, { who }) => `${who} noted: ${text}`,
};

/**
 * What happened, as one sentence for people. Every surface shows the same.
 *
 * @public
 */
export function eventText(
  event: UpgradeEvent,
  titles: StepTitles = () => undefined,
): string {
  if (!isKnownEvent(event)) {
    return sentence(`An event of a newer release: type ${event.type}`);
  }
  const write = WRITERS[event.type] as (
    data: unknown,
    context: Context,
  ) => string;
  return sentence(
    write(event.data, { who: whoText(event.actor), atMs: event.atMs, titles }),
  );
}

function titleOf(
  step: { plan: PlanKind; stepId: string },
  titles: StepTitles,
): string {
  return titles(step.plan, step.stepId) ?? step.stepId;
}

/** Few targets by name; many by number. */
function targetsText(targets: Record<string, TargetProgress>): string {
  const seen = Object.entries(targets);
  return seen.length > MAX_NAMED_TARGETS
    ? `${seen.length} targets moved on`
    : seen
        .map(([id, { status, note }]) =>
          [
            `${nameOfTarget(id)} ${TARGET_STATUS[status]}`,
            note && clause(note.text),
          ]
            .filter(Boolean)
            .join(', '),
        )
        .join('; ');
}

/** Ids end with the name: `node/w-1`. */
function nameOfTarget(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function because(reason: string | undefined): string {
  return reason ? `: ${reason}` : '';
}

function acceptedText(overriddenFindings: readonly string[]): string {
  return overriddenFindings.length === 0
    ? ''
    : `, accepting ${counted(overriddenFindings.length, 'finding')}`;
}

/**
 * Failing instances against what is allowed: `1 of 2 allowed failures`.
 *
 * @public
 */
export function failuresText(
  health: Pick<ApplicationHealth, 'failing' | 'allowedInstances'>,
): string {
  const { length } = health.failing;
  return `${counted(length, 'failing instance')}, ${health.allowedInstances} allowed`;
}

/**
 * What somebody decided to leave: `Left over: Node w-1 takes pods again: the API refused it`. Empty when
 * nothing is.
 *
 * @public
 */
export function leftoversText(leftovers: readonly Leftover[] = []): string {
  const named = leftovers.map(({ title, cause }) =>
    cause ? `${title} (${clause(cause.text)})` : title,
  );
  return named.length > 0 ? `Left over: ${named.join('; ')}` : '';
}

/**
 * The result of the comparison with the snapshot: `11 of 12 objects proven restored. Not restored: …`.
 *
 * @public
 */
export function proofText({
  restored,
  total,
  differences,
}: RestoreProof): string {
  const objects = `${restored} of ${counted(total, 'object')} proven restored`;
  const names = [
    ...new Set(differences.map(({ object }) => objectText(object))),
  ];
  return names.length === 0
    ? `${objects}.`
    : `${objects}. Not restored: ${names.join(', ')}.`;
}
