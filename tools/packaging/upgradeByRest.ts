import {
  evolve,
  followEvents,
  UpgradeApi,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { startUpgrade, upgradeClientAt } from '@cluster-upgrade/portal';

const CLUSTER = 'resource:default/prod-eu';
/** A new portal reads its catalog in the background. */
const CATALOG_LIMIT_MS = 60_000;
const POLL_MS = 500;

/**
 * One upgrade through the REST API to the next version, as the guest of a new portal.
 *
 * @throws Error with what went otherwise than it should
 */
export async function upgradeByRest(url: string): Promise<void> {
  await requireRefusal(url);
  const api = upgradeClientAt(url, await guestToken(url));
  const { releases } = await untilKnown(api);
  // They come with the newest first. The nearest one leaves the browser a version to go to after that.
  const next = releases.findLast(({ blockedBy }) => !blockedBy.length);
  const toVersion = next?.version ?? 'none';
  const id = await startUpgrade(api, CLUSTER, toVersion);
  const final = await finalState(api, id);
  const report = await api.getReportMarkdown(id);
  if (final?.outcome !== 'completed' || !report.includes(toVersion)) {
    throw new Error(`It ended as ${final?.outcome ?? 'nothing'}:\n${report}`);
  }
}

/** Nobody comes in without a token. */
async function requireRefusal(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/upgrade/v1/clusters`);
  if (answer.status !== 401) {
    throw new Error(`Without a token the answer is ${answer.status}, not 401`);
  }
}

async function guestToken(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  if (!answer.ok) {
    throw new Error(`The guest was refused: ${await answer.text()}`);
  }
  return (await answer.json()).backstageIdentity.token;
}

async function untilKnown(api: UpgradeApi) {
  const untilMs = Date.now() + CATALOG_LIMIT_MS;
  for (;;) {
    try {
      return await api.getCluster(CLUSTER);
    } catch (error) {
      if (Date.now() > untilMs) {
        throw error;
      }
      await new Promise(next => setTimeout(next, POLL_MS));
    }
  }
}

async function finalState(
  api: UpgradeApi,
  id: string,
): Promise<UpgradeState | undefined> {
  let state: UpgradeState | undefined;
  for await (const event of followEvents(api, id)) {
    state = evolve(state, event);
  }
  return state;
}
