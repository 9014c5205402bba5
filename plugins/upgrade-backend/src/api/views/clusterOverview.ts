import {
  ClusterConnectionState,
  ClusterOverview,
  isUpToDate,
  Message,
  ReleaseOption,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../../clusters/ClusterEntity';
import { ClusterFailedError } from '../../clusters/ClusterFailedError';
import { ClusterLook } from '../../clusters/ClusterInspector';

/** What was found out about a cluster, or why not. */
export type LookResult =
  | { look: ClusterLook }
  /** `lastKnown`: what was seen when the cluster last answered. */
  | { problem: Error; lastKnown?: ClusterLook };

/** What the overview of one cluster is made from. */
export interface OverviewFacts {
  cluster: ClusterEntity;
  platformTitle?: string;
  result: LookResult;
  activeUpgrade?: UpgradeSummary;
  lastUpgrade?: UpgradeSummary;
  /** Of the caller. */
  mayAct: boolean;
}

/** One line about a cluster: what runs, what could, what is going on, what to do next. */
export function overviewOf(facts: OverviewFacts): ClusterOverview {
  const { cluster, result } = facts;
  const look = 'look' in result ? result.look : result.lastKnown;
  const recommendedVersion = look?.releases.find(
    release => release.isRecommended && release.blockedBy.length === 0,
  )?.version;
  return {
    clusterRef: cluster.ref,
    title: cluster.title,
    platform: cluster.platform,
    platformTitle: facts.platformTitle,
    ownerRef: cluster.ownerRef,
    systemRef: cluster.systemRef,
    connection: connectionOf(result),
    version: look?.inventory.version,
    versions: look?.inventory.versions ?? [],
    // An upgrade that runs is on its way, not stopped.
    ...(look?.inventory.partWay &&
      !facts.activeUpgrade && { partWay: look.inventory.partWay }),
    nodes: look && {
      total: look.inventory.nodes.length,
      ready: look.inventory.nodes.filter(({ isReady }) => isReady).length,
    },
    recommendedVersion,
    activeUpgrade: facts.activeUpgrade,
    lastUpgrade: facts.lastUpgrade,
    nextAction: nextAction(facts, recommendedVersion),
    mayAct: facts.mayAct,
  };
}

function connectionOf(result: LookResult): ClusterConnectionState {
  return 'look' in result
    ? { status: 'reachable', inspectedAtMs: result.look.inventory.takenAtMs }
    : {
        status: 'unreachable',
        reason: {
          code: 'cluster-not-inspected',
          params: { error: result.problem.name },
          text: `${reasonOf(result.problem)}${ageOf(result.lastKnown)}`,
        },
        remedy: remedyFor(result.problem),
      };
}

/** Says how old the rest of the line is. */
function ageOf(lastKnown: ClusterLook | undefined): string {
  return lastKnown
    ? ` Shown is what was seen at ${new Date(
        lastKnown.inventory.takenAtMs,
      ).toISOString()}.`
    : '';
}

function reasonOf(problem: Error): string {
  return problem instanceof ClusterFailedError
    ? problem.reason
    : problem.message;
}

function remedyFor(problem: Error): string {
  if (problem instanceof ClusterFailedError) {
    return problem.remedy;
  }
  switch (problem.name) {
    case 'NotFoundError':
    case 'InputError':
      // These name what to correct in their own message.
      return '';
    default:
      return "Check that the cluster's API is up and can be reached from the portal.";
  }
}

function nextAction(
  facts: OverviewFacts,
  recommendedVersion: string | undefined,
): Message {
  if (facts.activeUpgrade) {
    return actionForUpgrade(facts.activeUpgrade);
  }
  if ('problem' in facts.result) {
    return { code: 'connect', text: 'Make the cluster reachable.' };
  }
  const { inventory, releases } = facts.result.look;
  if (inventory.partWay && recommendedVersion === inventory.partWay.toVersion) {
    return {
      code: 'finish',
      params: { version: recommendedVersion },
      text: `Finish the upgrade to ${recommendedVersion}.`,
    };
  }
  if (inventory.versions.length > 1 && recommendedVersion === undefined) {
    return {
      code: 'unmix',
      text: 'Versions are mixed: find out why before you upgrade.',
    };
  }
  if (isUpToDate(inventory.version, releases)) {
    return { code: 'up-to-date', text: 'Up to date.' };
  }
  return recommendedVersion === undefined
    ? { code: 'nothing', text: whyNothing(releases) }
    : {
        code: 'plan',
        params: { version: recommendedVersion },
        text: `Plan the upgrade to ${recommendedVersion}.`,
      };
}

/** Why the nearest of the newer versions can't be chosen. */
function whyNothing(releases: readonly ReleaseOption[]): string {
  const nearest = releases.at(-1);
  const reason = nearest?.blockedBy.at(0);
  return nearest && reason
    ? `Not to ${nearest.version} now: ${reason.text}`
    : 'No newer version can be chosen now.';
}

function actionForUpgrade({ status, id }: UpgradeSummary): Message {
  const params = { upgradeId: id };
  switch (status) {
    case 'needs-attention':
      return {
        code: 'decide',
        params,
        text: 'Decide: retry, roll back or cancel.',
      };
    case 'paused':
      return { code: 'resume', params, text: 'Resume, or cancel.' };
    default:
      return { code: 'watch', params, text: 'Watch the running upgrade.' };
  }
}
