import {
  Inventory,
  Message,
  Release,
  ReleaseOption,
  releaseOptions,
  VersionPolicy,
} from '@cluster-upgrade/plugin-upgrade-common';
import { isBackendMode } from '../resources';

type Known = Pick<Inventory, 'version' | 'versions' | 'partWay' | 'components'>;

/**
 * Pure: what the cluster can be taken to. An upgrade that stopped part-way comes first and bars every other
 * version: Weka takes the next step only when the last one is at its end, and never goes back.
 */
export function chooseReleases(
  inventory: Known,
  available: readonly Release[],
  policy: VersionPolicy,
): ReleaseOption[] {
  const { partWay, version } = inventory;
  const dated = (wanted: string): Release =>
    available.find(release => release.version === wanted) ?? {
      version: wanted,
    };
  if (partWay) {
    return finishOptions(inventory, partWay.toVersion, available, policy);
  }
  const options = releaseOptions({
    policy,
    current: version ? dated(version) : undefined,
    available,
  });
  const behind = version ? clientsBehind(inventory, version) : [];
  return version && behind.length > 0
    ? [...options, bringAlong(version, behind, options)]
    : options;
}

function finishOptions(
  { versions }: Known,
  begun: string,
  available: readonly Release[],
  policy: VersionPolicy,
): ReleaseOption[] {
  const dated = (version: string) =>
    available.find(release => release.version === version) ?? { version };
  const newer = versions
    .map(share => share.version)
    .filter(
      version =>
        version !== begun && policy.compare(dated(version), dated(begun)) > 0,
    );
  const finish: ReleaseOption = {
    version: begun,
    path: newer.length > 0 ? [] : [begun],
    blockedBy: newer.map(version => wouldGoBack(version, begun)),
    isRecommended: newer.length === 0,
    isFinish: true,
    risks: [],
  };
  const others = releaseOptions({
    policy,
    current: dated(begun),
    available,
  }).map((option): ReleaseOption => ({
    ...option,
    path: [],
    isRecommended: false,
    risks: [],
    blockedBy: [finishFirst(begun)],
  }));
  return [...others, finish];
}

/** Clients on another version than the storage cluster: the same version brings them along. */
function clientsBehind({ components }: Known, version: string): string[] {
  return components
    .filter(
      component =>
        !isBackendMode(component.id) &&
        component.desired > 0 &&
        component.version !== version,
    )
    .map(({ title }) => title);
}

function bringAlong(
  version: string,
  behind: readonly string[],
  others: readonly ReleaseOption[],
): ReleaseOption {
  return {
    version,
    path: [version],
    blockedBy: [],
    isRecommended: others.every(({ isRecommended }) => !isRecommended),
    isFinish: true,
    risks: [
      {
        code: 'weka-clients-only',
        params: { version, clients: behind.join(', ') },
        text: `The storage cluster runs ${version} already; only clients are upgraded: ${behind.join(', ')}.`,
      },
    ],
  };
}

function wouldGoBack(running: string, begun: string): Message {
  return {
    code: 'older-than-some-parts',
    params: { version: begun, newest: running },
    text: `Some containers run ${running}, and Weka does not go back to ${begun}. Ask for ${running} on the WekaCluster again.`,
  };
}

function finishFirst(begun: string): Message {
  return {
    code: 'weka-finish-first',
    params: { version: begun },
    text: `The upgrade to ${begun} was begun and is not at its end; finish it first.`,
  };
}
