import { Message } from '../model/message';
import { EdgeAssessment, Release, VersionPolicy } from './VersionPolicy';

/**
 * A permitted step from one release line into another.
 *
 * @public
 */
export interface LineEdge {
  /** For example `4.2`. */
  fromLine: string;
  toLine: string;
  /** The oldest version of `fromLine` from which the step is permitted; absent: any. */
  minimumSource?: string;
}

/**
 * Rules of platforms whose release lines are maintained side by side, where a larger number isn't
 * always the newer software.
 *
 * @public
 */
export interface LineGraphRules {
  /** How many leading numbers of a version name its line. */
  numbersOfLine: number;
  edges: readonly LineEdge[];
}

/**
 * A policy from a graph of release lines. Steps within a line are free; steps between lines follow the
 * edges. A target that was published before the version that runs is refused, whatever its number.
 *
 * Versions are numbers separated by dots; what follows the first `-` is packaging. Of the same software,
 * the later packaging is the newer one: `4.4.2.157-k8s.3` follows `4.4.2.157-k8s.2`.
 *
 * @public
 */
export function lineGraphPolicy(rules: LineGraphRules): VersionPolicy {
  return {
    isVersion: version => numbersOf(version).length > rules.numbersOfLine,
    isPreRelease: () => false,
    compare: compareReleases,
    assessEdge: (from, to) => assessEdge(rules, from, to),
  };
}

function assessEdge(
  rules: LineGraphRules,
  from: Release,
  to: Release,
): EdgeAssessment {
  for (const { version } of [from, to]) {
    if (numbersOf(version).length <= rules.numbersOfLine) {
      return refused({
        code: 'not-a-version',
        params: { version },
        text: `"${version}" is not a version such as 4.4.2.157, so nothing is known about it.`,
      });
    }
  }
  if (compareReleases(from, to) >= 0) {
    return refused(notNewer(from, to));
  }
  const fromLine = lineOf(rules, from.version);
  const toLine = lineOf(rules, to.version);
  if (fromLine === toLine) {
    return { refusals: [], risks: [] };
  }
  const edge = rules.edges.find(
    candidate => candidate.fromLine === fromLine && candidate.toLine === toLine,
  );
  if (!edge) {
    return refused({
      code: 'line-step-not-permitted',
      params: { fromLine, toLine },
      text: `A step from ${fromLine} to ${toLine} is not permitted.`,
    });
  }
  return assessCrossing(edge, from, to);
}

function assessCrossing(
  { minimumSource, fromLine, toLine }: LineEdge,
  from: Release,
  to: Release,
): EdgeAssessment {
  if (
    minimumSource !== undefined &&
    compareNumbers(from.version, minimumSource) < 0
  ) {
    return refused({
      code: 'source-too-old',
      params: { from: from.version, minimumSource, toLine },
      text: `Only ${minimumSource} and later versions of ${fromLine} lead to ${toLine}; ${from.version} runs.`,
    });
  }
  return { refusals: [], risks: hasDates(from, to) ? [] : [undated(from, to)] };
}

function compareReleases(left: Release, right: Release): number {
  if (
    left.releasedAtMs !== undefined &&
    right.releasedAtMs !== undefined &&
    left.releasedAtMs !== right.releasedAtMs
  ) {
    return left.releasedAtMs - right.releasedAtMs;
  }
  return (
    compareNumbers(left.version, right.version) ||
    comparePackaging(left.version, right.version)
  );
}

/** Packagings of different kinds have no order. */
function comparePackaging(left: string, right: string): number {
  const [leftKind, leftNumber] = packagingOf(left);
  const [rightKind, rightNumber] = packagingOf(right);
  return leftKind === rightKind ? leftNumber - rightNumber : 0;
}

/** `-k8s.3`: kind `-k8s.` and number 3. */
function packagingOf(version: string): [string, number] {
  const [, kind = '', number = '0'] = /(-.*?)(\d+)$/.exec(version) ?? [];
  return [kind, Number(number)];
}

function compareNumbers(left: string, right: string): number {
  const leftNumbers = numbersOf(left);
  const rightNumbers = numbersOf(right);
  const length = Math.max(leftNumbers.length, rightNumbers.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (leftNumbers[index] ?? 0) - (rightNumbers[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

function numbersOf(version: string): number[] {
  const [software] = version.split('-', 1);
  return /^\d+(\.\d+)*$/.test(software) ? software.split('.').map(Number) : [];
}

function lineOf(rules: LineGraphRules, version: string): string {
  return numbersOf(version).slice(0, rules.numbersOfLine).join('.');
}

function hasDates(...releases: Release[]): boolean {
  return releases.every(release => release.releasedAtMs !== undefined);
}

function refused(reason: Message): EdgeAssessment {
  return { refusals: [reason], risks: [] };
}

function notNewer(from: Release, to: Release): Message {
  const isLargerNumber = compareNumbers(to.version, from.version) > 0;
  return {
    code: 'not-newer',
    params: { from: from.version, to: to.version },
    text: isLargerNumber
      ? `${to.version} was published before ${from.version}, although its number is larger.`
      : `${to.version} is not newer than ${from.version}.`,
  };
}

function undated(from: Release, to: Release): Message {
  return {
    code: 'release-date-unknown',
    params: { from: from.version, to: to.version },
    text: `It is not known which of ${from.version} and ${to.version} was published later; compare the dates before you start.`,
  };
}
