import { Finding, FindingStatus } from '@cluster-upgrade/plugin-upgrade-common';
import { openFindings, passedByGroup } from './groupFindings';

function finding(
  id: string,
  group: Finding['group'],
  status: FindingStatus,
): Finding {
  return {
    id,
    checkId: id,
    group,
    status,
    title: id,
    observed: '',
    needed: '',
    objects: [],
    ownerRefs: [],
    checkedAtMs: 0,
  };
}

const findings = [
  finding('nodes', 'resources', 'pass'),
  finding('images', 'compatibility', 'warning'),
  finding('health', 'health', 'not-checked'),
  finding('budgets', 'policy', 'hard-block'),
  finding('risk', 'policy', 'soft-block'),
  finding('quota', 'policy', 'pass'),
];

describe('findings', () => {
  it('come worst first, whatever their kind', () => {
    expect(openFindings(findings).map(({ id }) => id)).toEqual([
      'budgets',
      'risk',
      'health',
      'images',
    ]);
  });

  it('are counted by kind where they passed', () => {
    expect(
      passedByGroup(findings).map(({ id, passed }) => [id, passed.length]),
    ).toEqual([
      ['resources', 1],
      ['policy', 1],
    ]);
  });
});
