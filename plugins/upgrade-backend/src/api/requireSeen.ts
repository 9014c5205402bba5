import { ConflictError } from '@backstage/errors';
import {
  ageText,
  eventText,
  UpgradeEventType,
} from '@cluster-upgrade/plugin-upgrade-common';
import { MAX_PAGE } from '../database/UpgradeStore';
import { ApiServices } from './ApiServices';

/** Events after which what a person decided a moment ago may not be what they want any more. */
const COURSE_CHANGES: ReadonlySet<UpgradeEventType> = new Set<UpgradeEventType>(
  [
    'control-requested',
    'disregarded',
    'pause-begun',
    'paused',
    'resumed',
    'needs-attention',
    'retried',
    'cancel-begun',
    'rollback-begun',
    'finished',
  ],
);

/**
 * Refuses a request that was made without knowing what somebody, or the engine, did meanwhile.
 *
 * @param expectedSeq - the last event that the person had seen
 * @throws ConflictError that says who did what and when
 */
export async function requireSeen(
  { upgrades, clock }: Pick<ApiServices, 'upgrades' | 'clock'>,
  upgradeId: string,
  expectedSeq: number | undefined,
): Promise<void> {
  if (expectedSeq === undefined) {
    return;
  }
  const missed = await upgrades.readEventsAfter(
    upgradeId,
    expectedSeq,
    MAX_PAGE,
  );
  const last = missed.findLast(({ type }) => COURSE_CHANGES.has(type));
  if (last) {
    throw new ConflictError(
      `Upgrade ${upgradeId} is not as you saw it any more. ${ageText(
        last.atMs,
        clock.now(),
      )}: ${eventText(last)} Look again and decide.`,
    );
  }
}
