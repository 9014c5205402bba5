import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  durationText,
  ENGINE_ACTOR,
  eventText,
  laneText,
  leftoversText,
  outcomeText,
  plainLine,
  proofText,
  UpgradeEvent,
  UpgradeOutcome,
  UpgradeState,
  whoText,
} from '@cluster-upgrade/plugin-upgrade-common';
import { withoutComponents } from '../redaction/hiddenComponents';
import { budgetBlock } from './budgetBlock';

type Payload = NotificationSendOptions['payload'];
type Headline = Pick<Payload, 'title' | 'severity' | 'topic'> & {
  /** Absent: what the event says of itself. */
  description?: string;
  /** Set where it must not take the place of what is said about the upgrade as a whole. */
  scope?: string;
};

/** Where the portal shows an upgrade. */
const PAGE = '/upgrades/runs';

const BAD_OUTCOMES: Record<UpgradeOutcome, Payload['severity']> = {
  completed: 'normal',
  'completed-with-overrides': 'normal',
  'cancelled-unchanged': 'normal',
  'stopped-mixed': 'high',
  'rolled-back': 'high',
  'rolled-back-with-leftovers': 'critical',
  'rollback-failed': 'critical',
};

/**
 * What people are told about an event; undefined when it is none of their business. All notifications
 * of an upgrade have one scope, so that each one takes the place of the last; what blocks it has one per
 * application. No Component is named, for several people get the same words; nor does a text of the cluster
 * or of a person reach what shows it with more than one plain line.
 *
 * @param cluster - its title
 */
export function notificationOf(
  event: UpgradeEvent,
  state: UpgradeState,
  cluster: string,
): Payload | undefined {
  const headline = headlineOf(event, state, cluster);
  return (
    headline && {
      title: forSeveral(headline.title),
      description: forSeveral(headline.description ?? eventText(event)),
      link: `${PAGE}/${encodeURIComponent(state.id)}`,
      severity: headline.severity,
      topic: headline.topic,
      scope: headline.scope ?? `upgrade:${state.id}`,
      metadata: { upgradeId: state.id, seq: event.seq },
    }
  );
}

function forSeveral(text: string): string {
  return plainLine(withoutComponents(text));
}

function headlineOf(
  event: UpgradeEvent,
  state: UpgradeState,
  cluster: string,
): Headline | undefined {
  const { fromVersion, toVersion } = state;
  const versions = `${fromVersion} → ${toVersion}`;
  switch (event.type) {
    case 'created':
      return {
        title: `${cluster}: upgrade ${versions} begins`,
        description: `${whoText(state.requestedBy)} started it. Applications on the cluster are moved from node to node within their budgets.`,
        severity: 'normal',
        topic: 'upgrade-started',
      };
    case 'paused':
      return {
        title: `${cluster}: upgrade ${versions} is paused`,
        severity: 'normal',
        topic: 'upgrade-paused',
      };
    case 'needs-attention':
      return {
        title: `${cluster}: upgrade ${versions} needs a decision`,
        severity: 'high',
        topic: 'upgrade-needs-attention',
      };
    case 'threshold-exceeded':
      return {
        title: `${event.data.health.applicationId} fails during the upgrade of ${cluster}`,
        severity: 'critical',
        topic: 'upgrade-threshold-exceeded',
      };
    case 'rollback-begun':
      return {
        title: `${cluster}: going back from ${toVersion} to ${fromVersion}`,
        severity: 'critical',
        topic: 'upgrade-rolling-back',
      };
    case 'lane-skipped':
      return event.data.by === ENGINE_ACTOR
        ? {
            title: `${cluster}: ${laneText(event.data.laneId)} failed and is skipped`,
            severity: 'high',
            topic: 'upgrade-node-failed',
          }
        : undefined;
    case 'step-waiting':
      return blockHeadline(event, cluster);
    case 'finished':
      return {
        title: `${cluster}: ${versions}: ${outcomeText(event.data.outcome)}`,
        description: endText(event, state),
        severity: BAD_OUTCOMES[event.data.outcome],
        topic: 'upgrade-finished',
      };
    default:
      return undefined;
  }
}

function blockHeadline(
  event: UpgradeEvent,
  cluster: string,
): Headline | undefined {
  const block = budgetBlock(event);
  return (
    block && {
      title: `The disruption budget of ${block.applicationId} blocks the upgrade of ${cluster}`,
      description: `${block.wait.why.text}. Make room for one more instance, or loosen the budget for the time of the upgrade; it goes on by itself then.`,
      severity: 'high',
      topic: 'upgrade-blocked',
      scope: `upgrade:${event.upgradeId}:budget:${block.applicationId}`,
    }
  );
}

/** How long it took, why it ended as it did, and what is proven. */
function endText(
  { atMs }: UpgradeEvent,
  { requestedAtMs, failure, proof, leftovers }: UpgradeState,
): string {
  return [
    `It took ${durationText(atMs - requestedAtMs)}.`,
    failure && withFullStop(failure.cause.text),
    proof && proofText(proof),
    leftovers && withFullStop(leftoversText(leftovers)),
  ]
    .filter(Boolean)
    .join(' ');
}

/** What stands in front of another sentence; some causes end with a full stop already. */
function withFullStop(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
