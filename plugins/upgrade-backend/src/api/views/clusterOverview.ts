import {
  ClusterConnectionState,
  ClusterOverview,
  Message,
  UpgradeSummary,
} from '@cluster-upgrade/plugin-upgrade-common';
import { ClusterEntity } from '../../clusters/ClusterEntity';
import { ClusterLook } from '../../clusters/ClusterInspector';

/** What was found out about a cluster, or why not. */
export type LookResult = { look: ClusterLook } | { problem: Error };

/** What the overview of one cluster is made from. */
export interface OverviewFacts {
  cluster: ClusterEntity;
  platformTitle?: string;
  result: LookResult;
  activeUpgrade?: UpgradeSummary;
  lastUpgrade?: UpgradeSummary;
}

/** One line about a cluster: what runs, what could, what is going on, what to do next. */
export function overviewOf(facts: OverviewFacts): ClusterOverview {
  const { cluster, result } = facts;
  const look = 'look' in result ? result.look : undefined;
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
          text: result.problem.message,
        },
        remedy: remedyFor(result.problem),
      };
}

function remedyFor(problem: Error): string {
  switch (problem.name) {
    case 'NotFoundError':
    case 'InputError':
      return "Correct the entity's annotations or the portal's configuration.";
    case 'ClusterApiError':
      return "Check the rights of the portal's service account on the cluster.";
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
  const { inventory } = facts.result.look;
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
  return recommendedVersion === undefined
    ? { code: 'nothing', text: 'Nothing: no newer version can be chosen now.' }
    : {
        code: 'plan',
        params: { version: recommendedVersion },
        text: `Plan the upgrade to ${recommendedVersion}.`,
      };
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
