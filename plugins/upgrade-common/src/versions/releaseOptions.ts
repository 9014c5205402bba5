import { Message } from '../model/message';
import { ReleaseOption } from '../model/release';
import { findPath, VersionEdge } from './findPath';
import { Release, VersionPolicy } from './VersionPolicy';

/** @public */
export interface ReleaseQuestion {
  policy: VersionPolicy;
  /** What runs now; absent while versions are mixed or unknown. */
  current: Release | undefined;
  available: readonly Release[];
  /** How many steps one upgrade may take. Default: 1, so that each step is verified by itself. */
  maxSteps?: number;
  /** Offer pre-releases too. Default: false. */
  showsPreReleases?: boolean;
}

/**
 * The versions newer than the one that runs, newest first: those that can be chosen with their path,
 * the others with the reason why not. The newest that can be chosen is recommended.
 *
 * @public
 */
export function releaseOptions(question: ReleaseQuestion): ReleaseOption[] {
  const { policy, current, showsPreReleases = false } = question;
  const versions = distinct(question.available).filter(
    release => showsPreReleases || !policy.isPreRelease(release.version),
  );
  const known = versions
    .filter(release => policy.isVersion(release.version))
    .sort((left, right) => policy.compare(right, left));
  const unknown = versions.filter(
    release => !policy.isVersion(release.version),
  );
  if (!current || !policy.isVersion(current.version)) {
    const reason = currentUnknown(current);
    return [...known, ...unknown].map(release =>
      optionOf(release, { blockedBy: [reason] }),
    );
  }
  const edges = allowedEdges(policy, [current, ...known]);
  const options = [
    ...known
      .filter(release => policy.compare(release, current) > 0)
      .map(release => assess(question, current, release, edges)),
    ...unknown.map(release =>
      optionOf(release, {
        blockedBy: policy.assessEdge(current, release).refusals,
      }),
    ),
  ];
  const best = options.find(option => option.blockedBy.length === 0);
  return options.map(option => ({ ...option, isRecommended: option === best }));
}

function assess(
  { policy, maxSteps = 1 }: ReleaseQuestion,
  current: Release,
  target: Release,
  edges: VersionEdge[],
): ReleaseOption {
  const path = findPath(edges, current.version, target.version);
  const direct = policy.assessEdge(current, target);
  if (path && path.length <= maxSteps) {
    return optionOf(target, { path, risks: direct.risks });
  }
  const next = path ? throughOthers(path) : noPath(current, target);
  return optionOf(target, { blockedBy: [...direct.refusals, next] });
}

/** Newest targets first, so that the path found leads over the newest versions. */
function allowedEdges(
  policy: VersionPolicy,
  releases: readonly Release[],
): VersionEdge[] {
  const newestFirst = [...releases].sort((left, right) =>
    policy.compare(right, left),
  );
  return newestFirst.flatMap(from =>
    newestFirst
      .filter(to => policy.assessEdge(from, to).refusals.length === 0)
      .map(to => ({ from: from.version, to: to.version })),
  );
}

function distinct(releases: readonly Release[]): Release[] {
  return [
    ...new Map(releases.map(release => [release.version, release])).values(),
  ];
}

/** Where release notes are comes from the cluster or a repository, and becomes a link on a page. */
function isWebAddress(address: string | undefined): address is string {
  return (
    address !== undefined &&
    URL.canParse(address) &&
    ['http:', 'https:'].includes(new URL(address).protocol)
  );
}

function optionOf(
  { version, notesUrl, supportEndsAtMs }: Release,
  answer: Partial<Pick<ReleaseOption, 'path' | 'blockedBy' | 'risks'>>,
): ReleaseOption {
  return {
    version,
    path: answer.path ?? [],
    blockedBy: answer.blockedBy ?? [],
    isRecommended: false,
    risks: answer.risks ?? [],
    ...(isWebAddress(notesUrl) ? { notesUrl } : {}),
    ...(supportEndsAtMs === undefined ? {} : { supportEndsAtMs }),
  };
}

function currentUnknown(current: Release | undefined): Message {
  return current
    ? {
        code: 'current-version-not-understood',
        params: { version: current.version },
        text: `The version that runs, "${current.version}", can't be compared with others.`,
      }
    : {
        code: 'current-version-unknown',
        text: 'The parts of the cluster run different or unknown versions; bring them to one version first.',
      };
}

function throughOthers(path: readonly string[]): Message {
  return {
    code: 'needs-intermediate-version',
    params: { next: path[0], path: path.join(', ') },
    text: `Upgrade to ${path.slice(0, -1).join(', then to ')} first.`,
  };
}

function noPath(current: Release, target: Release): Message {
  return {
    code: 'no-path',
    params: { from: current.version, to: target.version },
    text: `None of the available versions leads from ${current.version} to ${target.version}.`,
  };
}
