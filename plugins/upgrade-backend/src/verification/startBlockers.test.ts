import {
  Finding,
  FindingStatus,
  Override,
  PlanRecord,
} from '@cluster-upgrade/plugin-upgrade-common';
import { samplePlan, sampleStep } from '@cluster-upgrade/simulation/fixtures';
import { makeOverride } from './overrides';
import {
  effectiveOverrides,
  startBlockers,
  voidOverrides,
} from './startBlockers';
import { mergeVerification } from './verification';

const NOW = 1_000_000;
const REASON = 'Accepted after a long look';

function finding(status: FindingStatus, observed = 'two of three'): Finding {
  return {
    id: status,
    checkId: status,
    group: 'health',
    title: `Finding ${status}`,
    status,
    observed,
    needed: 'three',
    objects: [],
    ownerRefs: [],
    checkedAtMs: NOW,
  };
}

function override(change: Partial<Override> = {}): Override {
  return {
    findingId: 'soft-block',
    reason: REASON,
    by: 'user:default/mia',
    atMs: NOW,
    observed: 'two of three',
    ...change,
  };
}

function record(change: Partial<PlanRecord> = {}): PlanRecord {
  return {
    id: 'p-1',
    clusterRef: 'resource:default/prod',
    platform: 'omnicloud',
    hash: 'sha256:x',
    plan: samplePlan([sampleStep({ id: 'a' })]),
    createdBy: 'user:default/mia',
    createdAtMs: NOW,
    inventoryTakenAtMs: NOW,
    verification: verified(),
    overrides: [],
    ...change,
  };
}

function verified(...findings: Finding[]) {
  return { findings, checkedAtMs: NOW, validUntilMs: NOW + 60_000 };
}

function kinds(of: PlanRecord, facts = {}): string[] {
  return startBlockers(of, { nowMs: NOW, ...facts }).map(({ kind }) => kind);
}

describe('startBlockers', () => {
  it('lets a verified plan start', () => {
    const findings = verified(finding('pass'), finding('warning'));
    expect(kinds(record({ verification: findings }))).toEqual([]);
  });

  it.each<[string, Partial<PlanRecord>, object, string[]]>([
    ['no verification', { verification: undefined }, {}, ['not-verified']],
    ['an old one', {}, { nowMs: NOW + 60_000 }, ['verification-expired']],
    ['another upgrade', {}, { activeUpgrade: { id: 'u' } }, ['active-upgrade']],
    [
      'a cluster that drifted',
      {},
      { drift: [{ code: 'd', text: 'd' }] },
      ['drift'],
    ],
    [
      'a connection that leads elsewhere now',
      { apiServerId: 'uid-1' },
      { apiServerId: 'uid-2' },
      ['drift'],
    ],
    [
      'a connection that may not be used',
      {},
      {
        connectionConflict: { reason: { code: 'c', text: 'c' }, remedy: 'r' },
      },
      ['connection-conflict'],
    ],
    ['an empty plan', { plan: samplePlan([]) }, {}, ['nothing-to-do']],
    ['an upgrade of its own', { upgradeId: 'u' }, {}, ['already-started']],
    [
      'a hard block',
      { verification: verified(finding('hard-block')) },
      {},
      ['hard-block'],
    ],
    [
      'a soft block',
      { verification: verified(finding('soft-block')) },
      {},
      ['soft-block'],
    ],
    [
      'a check without an answer',
      { verification: verified(finding('not-checked')) },
      {},
      ['not-checked'],
    ],
  ])('is stopped by %s', (_, change, facts, expected) => {
    expect(kinds(record(change), facts)).toEqual(expected);
  });

  it.each([
    [
      { requestedBy: 'user:default/mia', toVersion: 'v1.5.0' },
      'The upgrade of mia to v1.5.0 is not finished.',
    ],
    [
      {
        requestedBy: 'user:default/mia',
        otherClusterRef: 'resource:default/twin',
      },
      'The upgrade of mia for twin, which is on the same API server, is not finished.',
    ],
    // Who may not see it is told no more.
    [{}, 'Another upgrade of the same cluster is not finished.'],
  ])('says whose upgrade is in the way: %p', (active, text) => {
    const [blocker] = startBlockers(record({}), {
      nowMs: NOW,
      activeUpgrade: { id: 'u-1', ...active },
    });
    expect(blocker.reason.text).toBe(text);
    expect(blocker.reason.params).toMatchObject({ upgradeId: 'u-1' });
  });

  it('lists everything at once', () => {
    const many = record({
      verification: verified(finding('hard-block'), finding('soft-block')),
    });
    expect(kinds(many, { activeUpgrade: { id: 'u' } })).toEqual([
      'active-upgrade',
      'hard-block',
      'soft-block',
    ]);
  });

  it('lets an override cover a soft block and a check without an answer', () => {
    const covered = record({
      verification: verified(finding('soft-block'), finding('not-checked')),
      overrides: [override(), override({ findingId: 'not-checked' })],
    });
    expect(kinds(covered)).toEqual([]);
  });

  it('lets no override cover a hard block', () => {
    const tried = record({
      verification: verified(finding('hard-block')),
      overrides: [override({ findingId: 'hard-block' })],
    });
    expect(kinds(tried)).toEqual(['hard-block']);
  });

  it.each([
    ['another value is seen', {}, finding('soft-block', 'one of three')],
    ['it has expired', { expiresAtMs: NOW }, finding('soft-block')],
  ])('counts an override no more when %s', (_, change, seen) => {
    const plan = record({
      verification: verified(seen),
      overrides: [override(change)],
    });
    expect(kinds(plan)).toEqual(['soft-block']);
    expect(effectiveOverrides(plan, NOW)).toEqual([]);
    expect(voidOverrides(plan, NOW)).toMatchObject([
      { findingId: 'soft-block' },
    ]);
  });
});

describe('makeOverride', () => {
  const findings = [
    finding('pass'),
    finding('warning'),
    finding('soft-block'),
    finding('hard-block'),
    finding('not-checked'),
  ];
  const make = (findingId: string, expiresAtMs?: number) =>
    makeOverride(
      'p-1',
      findings,
      { findingId, reason: REASON, by: 'user:default/mia', expiresAtMs },
      NOW,
    );

  it.each(['soft-block', 'not-checked'])('accepts a %s', id => {
    expect(make(id)).toEqual(override({ findingId: id }));
  });

  it.each([
    ['hard-block', "can't be overridden"],
    ['pass', 'nothing to override'],
    ['warning', 'nothing to override'],
    ['unknown', "no finding 'unknown'"],
  ])('refuses a %s', (id, text) => {
    expect(() => make(id)).toThrow(text);
  });

  it('refuses one that has expired already', () => {
    expect(() => make('soft-block', NOW)).toThrow('expiresAtMs');
    expect(make('soft-block', NOW + 1).expiresAtMs).toBe(NOW + 1);
  });
});

describe('mergeVerification', () => {
  it('replaces the findings of the checks that ran, and keeps the others', () => {
    const earlier = verified(finding('pass'), finding('soft-block'));
    const mended = { ...finding('pass'), id: 'x', checkId: 'soft-block' };
    const merged = mergeVerification(
      earlier,
      { checkIds: ['soft-block'], findings: [mended] },
      60_000,
      NOW,
    );
    expect(merged.findings.map(({ id }) => id)).toEqual(['pass', 'x']);
  });

  it('is as old as its oldest finding', () => {
    const old = { ...finding('pass'), checkedAtMs: NOW - 50_000 };
    const merged = mergeVerification(
      verified(old),
      { checkIds: ['new'], findings: [{ ...finding('warning') }] },
      60_000,
      NOW,
    );
    expect(merged.checkedAtMs).toBe(NOW - 50_000);
    expect(merged.validUntilMs).toBe(NOW + 10_000);
  });
});
