import { Finding, FindingStatus, Override } from '../model/finding';

const PARTS: ReadonlyArray<
  readonly [status: FindingStatus, one: string, many: string]
> = [
  ['pass', 'passed', 'passed'],
  ['hard-block', 'blocks the start', 'block the start'],
  ['soft-block', 'blocks unless accepted', 'block unless accepted'],
  ['warning', 'warning', 'warnings'],
  ['not-checked', 'could not be checked', 'could not be checked'],
];

/**
 * The verification in one line: `14 passed, 1 blocks the start, 2 warnings, 1 accepted`. An
 * accepted finding is counted as accepted only while it still says what was accepted.
 *
 * @public
 */
export function findingsText(
  findings: readonly Finding[],
  overrides: readonly Override[] = [],
): string {
  if (findings.length === 0) {
    return 'Nothing was checked yet';
  }
  const isAccepted = (finding: Finding) =>
    finding.status !== 'pass' &&
    finding.status !== 'hard-block' &&
    overrides.some(
      override =>
        override.findingId === finding.id &&
        override.observed === finding.observed,
    );
  const open = findings.filter(finding => !isAccepted(finding));
  const parts = PARTS.map(([status, one, many]) => {
    const count = open.filter(finding => finding.status === status).length;
    return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
  });
  const accepted = findings.length - open.length;
  return [...parts, accepted === 0 ? '' : `${accepted} accepted`]
    .filter(Boolean)
    .join(', ');
}

const NOT_MET: ReadonlySet<FindingStatus> = new Set([
  'hard-block',
  'soft-block',
  'warning',
] as const);

/**
 * What a finding is about, for people: a check is named by what should be so, which would contradict what
 * was seen where it isn't.
 *
 * @public
 */
export function findingTitle({
  title,
  status,
}: Pick<Finding, 'title' | 'status'>): string {
  return NOT_MET.has(status) ? `Not met: ${title}` : title;
}
