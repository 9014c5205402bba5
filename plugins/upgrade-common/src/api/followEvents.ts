import { UpgradeEvent } from '../model/event';
import { MAX_EVENTS_WAIT_SECONDS } from './limits';
import { UpgradeApi, UpgradeRequestOptions } from './UpgradeApi';

/**
 * All events of an upgrade after a number, then each new one as it comes, until the upgrade is
 * finished. A failing request ends it with that error; go on with the last `seq` that was given.
 *
 * @public
 */
export async function* followEvents(
  api: Pick<UpgradeApi, 'listEvents'>,
  upgradeId: string,
  options: UpgradeRequestOptions & { after?: number } = {},
): AsyncGenerator<UpgradeEvent, void, void> {
  const { after = 0, ...requestOptions } = options;
  let lastSeq = after;
  for (;;) {
    const page = await api.listEvents(
      upgradeId,
      { after: lastSeq, wait: MAX_EVENTS_WAIT_SECONDS },
      requestOptions,
    );
    yield* page.events;
    lastSeq = page.nextAfter;
    if (page.isComplete) {
      return;
    }
  }
}
