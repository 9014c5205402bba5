import { EventsPage } from '@cluster-upgrade/plugin-upgrade-common';
import { UnderWayLimit } from '../../limits/UnderWayLimit';
import { activeUpgradeOf } from '../activeUpgrade';
import { ApiServices } from '../ApiServices';
import { eventsWithin } from '../eventLongPoll';
import { RouteHandlers } from '../RouteHandler';

/** What happened, as soon as it happens. */
export function eventRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'listEvents'> {
  const { config, upgrades, clock } = services;
  const polls = new UnderWayLimit({
    most: config.limits.openPollsPerUser,
    refusal:
      'requests for events waiting, and may not have more. Close some pages, ask without wait, or have an operator raise upgrade.limits.openPollsPerUser.',
  });

  return {
    async listEvents({ subject, query, signal, caller }) {
      const { id, clusterRef } = subject.upgrade;
      const { after, wait, limit } = query;
      const poll = {
        ...services,
        signal,
        upgradeId: id,
        waitMs: wait * 1000,
        read: () => upgrades.readEventsAfter(id, after, limit),
        isFinished: async () => {
          const active = await activeUpgradeOf(upgrades, clusterRef);
          return active?.id !== id;
        },
      };
      const { events, isAtEnd } =
        wait > 0
          ? await polls.run(caller.actor, () => eventsWithin(poll))
          : await eventsWithin(poll);
      const page: EventsPage = {
        events,
        nextAfter: events.at(-1)?.seq ?? after,
        // A page that is full, or that ends before the end, is followed by another one.
        isComplete:
          events.length === 0
            ? isAtEnd
            : events.length < limit &&
              events.some(({ type }) => type === 'finished'),
        serverTimeMs: clock.now(),
      };
      return { status: 200, json: page };
    },
  };
}
