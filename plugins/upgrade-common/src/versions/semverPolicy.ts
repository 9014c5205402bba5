import semver, { SemVer } from 'semver';
import { Message } from '../model/message';
import { Release, VersionPolicy } from './VersionPolicy';

/**
 * What a platform with semantic versions allows.
 *
 * @public
 */
export interface SemverRules {
  /** How many minor versions one step may take; absent: any number. */
  maxMinorStep?: number;
  /** Whether one step may lead into the next major version. */
  mayChangeMajor: boolean;
}

/**
 * Rules of platforms with semantic versions, with or without a leading `v`.
 *
 * @public
 */
export function semverPolicy(rules: SemverRules): VersionPolicy {
  return {
    isVersion: version => semver.valid(version) !== null,
    isPreRelease: version => (semver.prerelease(version) ?? []).length > 0,
    compare: (left, right) => semver.compare(left.version, right.version),
    assessEdge: (from, to) => ({
      refusals: refusalsOf(rules, from, to),
      risks: [],
    }),
  };
}

function refusalsOf(rules: SemverRules, from: Release, to: Release): Message[] {
  const current = semver.parse(from.version);
  const target = semver.parse(to.version);
  if (!current || !target) {
    const version = current ? to.version : from.version;
    return [
      {
        code: 'not-a-version',
        params: { version },
        text: `"${version}" is not a semantic version such as v1.5.0, so nothing is known about it.`,
      },
    ];
  }
  if (semver.compare(target, current) <= 0) {
    return [
      {
        code: 'not-newer',
        params: { from: from.version, to: to.version },
        text: `${to.version} is not newer than ${from.version}.`,
      },
    ];
  }
  return stepRefusals(rules, from.version, to.version, current, target);
}

function stepRefusals(
  { maxMinorStep, mayChangeMajor }: SemverRules,
  from: string,
  to: string,
  current: SemVer,
  target: SemVer,
): Message[] {
  const majors = target.major - current.major;
  if (majors > (mayChangeMajor ? 1 : 0)) {
    return [
      {
        code: 'major-step-too-large',
        params: { from, to },
        text: mayChangeMajor
          ? `${to} is ${majors} major versions ahead of ${from}; one at a time is allowed.`
          : `${to} is a major upgrade from ${from}; not supported in one step.`,
      },
    ];
  }
  const minors = target.minor - current.minor;
  if (maxMinorStep !== undefined && majors === 0 && minors > maxMinorStep) {
    return [
      {
        code: 'minor-step-too-large',
        params: { from, to, minors, maxMinorStep },
        text: `${to} is ${minors} minor versions ahead of ${from}; at most ${maxMinorStep} at a time is allowed.`,
      },
    ];
  }
  return [];
}
