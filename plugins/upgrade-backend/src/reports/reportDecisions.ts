import {
  eventText,
  ReportDecision,
  UpgradeEvent,
  UpgradeEventType,
} from '@cluster-upgrade/plugin-upgrade-common';

const DECISIONS: ReadonlySet<UpgradeEventType> = new Set<UpgradeEventType>([
  'control-requested',
  'control-refused',
  'silenced',
  'note',
]);

/** What people decided while it ran, and what became of requests that were refused. */
export function reportDecisions(
  events: readonly UpgradeEvent[],
): ReportDecision[] {
  return events
    .filter(({ type }) => DECISIONS.has(type))
    .map(event => ({
      seq: event.seq,
      atMs: event.atMs,
      by: event.actor,
      text: { code: event.type, text: eventText(withoutReason(event)) },
      reason: reasonOf(event),
    }));
}

/** The reason stands beside what was decided, not in it too. */
function withoutReason(event: UpgradeEvent): UpgradeEvent {
  return reasonOf(event) === undefined
    ? event
    : ({ ...event, data: { ...event.data, reason: '' } } as UpgradeEvent);
}

function reasonOf(event: UpgradeEvent): string | undefined {
  return event.type === 'control-requested' || event.type === 'silenced'
    ? event.data.reason
    : undefined;
}
