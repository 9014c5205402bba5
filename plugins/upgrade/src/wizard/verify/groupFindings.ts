import {
  CheckGroup,
  Finding,
  FindingStatus,
} from '@cluster-upgrade/plugin-upgrade-common';

/** Findings of one kind; what passed is only counted at first. */
export interface FindingsOfGroup {
  id: CheckGroup;
  passed: Finding[];
}

const ORDER: readonly CheckGroup[] = [
  'resources',
  'health',
  'connectivity',
  'compatibility',
  'backup',
  'policy',
];

const WORST_FIRST: readonly FindingStatus[] = [
  'hard-block',
  'soft-block',
  'not-checked',
  'warning',
];

/** What did not pass, worst first: a block must not be looked for below what is well. */
export function openFindings(findings: readonly Finding[]): Finding[] {
  return WORST_FIRST.flatMap(status =>
    findings.filter(finding => finding.status === status),
  );
}

/** What passed, by kind, in a fixed order. */
export function passedByGroup(findings: readonly Finding[]): FindingsOfGroup[] {
  return ORDER.map(id => ({
    id,
    passed: findings.filter(
      ({ group, status }) => group === id && status === 'pass',
    ),
  })).filter(({ passed }) => passed.length > 0);
}
