import { EventsPage } from '@cluster-upgrade/plugin-upgrade-common';
import { activeUpgradeOf } from '../activeUpgrade';
import { ApiServices } from '../ApiServices';
import { eventsWithin } from '../eventLongPoll';
import { RouteHandlers } from '../RouteHandler';

/** What happened, as soon as it happens. */
export function eventRoutes(
  services: ApiServices,
): Pick<RouteHandlers, 'listEvents'> {
  const { upgrades, clock } = services;

  return {
    async listEvents({ subject, query, signal }) {
      const { id, clusterRef } = subject.upgrade;
      const { after, wait, limit } = query;
      const { events, isAtEnd } = await eventsWithin({
        ...services,
        signal,
        upgradeId: id,
        waitMs: wait * 1000,
        read: () => upgrades.readEventsAfter(id, after, limit),
        isFinished: async () => {
          const active = await activeUpgradeOf(upgrades, clusterRef);
          return active?.id !== id;
        },
      });
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
