import { Finding, FindingStatus } from '../model/finding';
import { findingsText, findingTitle } from './findingsText';

function finding(id: string, status: FindingStatus): Finding {
  return {
    id,
    checkId: id,
    group: 'health',
    title: id,
    status,
    observed: 'seen',
    needed: 'wanted',
    objects: [],
    ownerRefs: [],
    checkedAtMs: 0,
  };
}

describe('findingsText', () => {
  const findings = [
    finding('a', 'pass'),
    finding('b', 'pass'),
    finding('c', 'hard-block'),
    finding('d', 'soft-block'),
    finding('e', 'warning'),
    finding('f', 'warning'),
    finding('g', 'not-checked'),
  ];
  const override = (findingId: string, observed = 'seen') => ({
    findingId,
    observed,
    reason: 'known and harmless here',
    by: 'user:default/jane',
    atMs: 0,
  });

  it('counts each kind, and never what could not be checked as passed', () => {
    expect(findingsText(findings)).toBe(
      '2 passed, 1 blocks the start, 1 blocks unless accepted, 2 warnings, 1 could not be checked',
    );
  });

  it('counts what was accepted by itself', () => {
    expect(findingsText(findings, [override('d')])).toBe(
      '2 passed, 1 blocks the start, 2 warnings, 1 could not be checked, 1 accepted',
    );
  });

  it('does not count an acceptance of something else, nor of a hard block', () => {
    expect(
      findingsText(findings, [override('d', 'seen before'), override('c')]),
    ).toBe(findingsText(findings));
  });

  it('says so when nothing was checked', () => {
    expect(findingsText([])).toBe('Nothing was checked yet');
  });
});

it.each([
  ['pass', 'Nodes are ready'],
  ['not-checked', 'Nodes are ready'],
  ['warning', 'Not met: Nodes are ready'],
  ['soft-block', 'Not met: Nodes are ready'],
  ['hard-block', 'Not met: Nodes are ready'],
] as const)(
  'titles a finding that is %s so that it contradicts nothing',
  (status, text) => {
    expect(findingTitle({ title: 'Nodes are ready', status })).toBe(text);
  },
);
