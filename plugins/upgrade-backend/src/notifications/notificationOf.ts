import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  entityText,
  eventText,
  outcomeText,
  UpgradeEvent,
  UpgradeOutcome,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';

type Payload = NotificationSendOptions['payload'];

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
 * of an upgrade have one scope, so that each one takes the place of the last.
 */
export function notificationOf(
  event: UpgradeEvent,
  state: UpgradeState,
): Payload | undefined {
  const headline = headlineOf(event, state);
  return (
    headline && {
      title: headline.title,
      description: eventText(event),
      link: `${PAGE}/${encodeURIComponent(state.id)}`,
      severity: headline.severity,
      topic: headline.topic,
      scope: `upgrade:${state.id}`,
      metadata: { upgradeId: state.id, seq: event.seq },
    }
  );
}

function headlineOf(
  event: UpgradeEvent,
  state: UpgradeState,
): Pick<Payload, 'title' | 'severity' | 'topic'> | undefined {
  const cluster = entityText(state.clusterRef);
  switch (event.type) {
    case 'created':
      return {
        title: `${cluster}: upgrade to ${state.toVersion} begins`,
        severity: 'normal',
        topic: 'upgrade-started',
      };
    case 'paused':
      return {
        title: `${cluster}: upgrade is paused`,
        severity: 'normal',
        topic: 'upgrade-paused',
      };
    case 'needs-attention':
      return {
        title: `${cluster}: upgrade needs a decision`,
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
        title: `${cluster}: going back to ${state.fromVersion}`,
        severity: 'critical',
        topic: 'upgrade-rolling-back',
      };
    case 'finished':
      return {
        title: `${cluster}: ${outcomeText(event.data.outcome)}`,
        severity: BAD_OUTCOMES[event.data.outcome],
        topic: 'upgrade-finished',
      };
    default:
      return undefined;
  }
}
