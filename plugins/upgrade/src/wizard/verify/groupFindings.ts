import { CheckGroup, Finding } from '@cluster-upgrade/plugin-upgrade-common';

/** Findings of one kind; what passed is only counted at first. */
export interface FindingsOfGroup {
  id: CheckGroup;
  open: Finding[];
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

/** In a fixed order, so that nothing jumps when a check is run again. */
export function groupFindings(findings: readonly Finding[]): FindingsOfGroup[] {
  return ORDER.map(id => {
    const members = findings.filter(({ group }) => group === id);
    return {
      id,
      open: members.filter(({ status }) => status !== 'pass'),
      passed: members.filter(({ status }) => status === 'pass'),
    };
  }).filter(({ open, passed }) => open.length + passed.length > 0);
}
