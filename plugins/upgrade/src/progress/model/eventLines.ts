import {
  eventText,
  PlanKind,
  StepTitles,
  UpgradeEvent,
  UpgradeEventType,
  PlanOutline,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Glyph, glyphOfOutcome } from '../../parts/status/statusKinds';
import { laneDoneText, importanceFilter } from './importantEvents';
import { planIndex } from './planIndex';
import { Plans } from './targetViews';

/** One line of the log. */
export interface EventLine {
  /** Of the first event it stands for. */
  seq: number;
  atMs: number;
  actor: string;
  glyph: Glyph;
  text: string;
  /** Events folded into this line. */
  count: number;
}

export type LogFilter = 'important' | 'everything' | 'decisions';

/** What happens by the thousand and means little by itself. */
const ROUTINE: readonly UpgradeEventType[] = [
  'claimed',
  'step-intent',
  'step-progress',
  'step-started',
];

const DECISIONS: readonly UpgradeEventType[] = [
  'created',
  'control-requested',
  'control-refused',
  'paused',
  'resumed',
  'needs-attention',
  'retried',
  'lane-skipped',
  'cancel-begun',
  'rollback-begun',
  'silenced',
  'threshold-exceeded',
  'step-failed',
  'finished',
  'note',
];

const GLYPHS: Partial<Record<UpgradeEventType, Glyph>> = {
  'step-started': 'running',
  'step-waiting': 'waiting',
  'step-done': 'done',
  'step-failed': 'failed',
  'step-abandoned': 'skipped',
  'lane-skipped': 'skipped',
  'health-changed': 'warning',
  'threshold-exceeded': 'failed',
  silenced: 'warning',
  'pause-begun': 'paused',
  paused: 'paused',
  'needs-attention': 'needs-you',
  'cancel-begun': 'rolling-back',
  'rollback-begun': 'rolling-back',
  'restore-checked': 'rolled-back',
};

/**
 * The log as a person reads it: filtered, and repeats in a row folded into one line. Unless everything is
 * asked for, a wait whose reason changes is one line too, with the latest reason.
 */
export function eventLines(
  events: readonly UpgradeEvent[],
  filter: LogFilter,
  textOf: EventWriter,
  plans: Plans = {},
): EventLine[] {
  const lines: EventLine[] = [];
  const isImportant =
    filter === 'important' ? importanceFilter(events, plans) : undefined;
  let before: UpgradeEvent | undefined;
  for (const event of events) {
    if (!isWanted(event.type, filter) || isImportant?.(event) === false) {
      continue;
    }
    const text = isImportant
      ? (laneDoneText(event, plans) ?? textOf(event))
      : textOf(event);
    const last = lines.at(-1);
    if (last && last.text === text) {
      last.count += 1;
      continue;
    }
    const isSameWait = filter !== 'everything' && isWaitGoingOn(before, event);
    before = event;
    if (last && isSameWait) {
      last.text = text;
      continue;
    }
    lines.push({
      seq: event.seq,
      atMs: event.atMs,
      actor: event.actor,
      glyph: glyphOf(event),
      text,
      count: 1,
    });
  }
  return lines;
}

function isWaitGoingOn(
  before: UpgradeEvent | undefined,
  event: UpgradeEvent,
): boolean {
  if (before?.type !== 'step-waiting' || event.type !== 'step-waiting') {
    return false;
  }
  const { data: then } = before as UpgradeEvent<'step-waiting'>;
  const { data: now } = event as UpgradeEvent<'step-waiting'>;
  return (
    then.plan === now.plan &&
    then.stepId === now.stepId &&
    then.wait.condition.code === now.wait.condition.code
  );
}

function isWanted(type: UpgradeEventType, filter: LogFilter): boolean {
  switch (filter) {
    case 'everything':
      return true;
    case 'decisions':
      return DECISIONS.includes(type);
    default:
      return !ROUTINE.includes(type);
  }
}

function glyphOf(event: UpgradeEvent): Glyph {
  if (event.type === 'health-changed') {
    const { verdict } = (event as UpgradeEvent<'health-changed'>).data.health;
    return verdict === 'good' ? 'done' : 'warning';
  }
  if (event.type === 'finished') {
    return glyphOfOutcome((event as UpgradeEvent<'finished'>).data.outcome);
  }
  return GLYPHS[event.type] ?? 'waiting';
}

/** Says what happened in an event. */
export type EventWriter = (event: UpgradeEvent) => string;

/** Writes with the titles of the plans that are loaded; each event is written once. */
export function eventWriter(
  plans: Partial<Record<PlanKind, PlanOutline>>,
): EventWriter {
  const titles: StepTitles = (kind, stepId) => {
    const plan = plans[kind];
    return plan && planIndex(plan).stepById.get(stepId)?.title;
  };
  const texts = new WeakMap<UpgradeEvent, string>();
  return event => {
    const text = texts.get(event) ?? eventText(event, titles);
    texts.set(event, text);
    return text;
  };
}
