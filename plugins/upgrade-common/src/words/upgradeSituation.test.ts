import { PlanOutline } from '../model/planOutline';
import { StepState, UpgradeState } from '../model/upgrade';
import { upgradeSituation } from './upgradeSituation';

const plan = {
  kind: 'upgrade',
  steps: ['a', 'b', 'c', 'd', 'e'].map(id => ({ id, title: `Drain ${id}` })),
} as PlanOutline;

const waiting = (sinceMs: number): StepState => ({
  status: 'waiting',
  attempt: 1,
  wait: {
    kind: 'condition',
    object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'platform' },
    condition: { code: 'c', text: 'it has the planned values' },
    why: { code: 'just-written', text: 'It was just written' },
    sinceMs,
    untilMs: 600_000,
    unblocks: { kind: 'platform-team' },
    atLimit: 'fail-step',
  },
});

function state(
  steps: Record<string, StepState>,
  change: Partial<UpgradeState> = {},
): UpgradeState {
  return {
    clusterRef: 'resource:default/prod',
    fromVersion: 'v1',
    toVersion: 'v2',
    status: 'running',
    activePlan: 'upgrade',
    requestedAtMs: 0,
    steps: { upgrade: steps, rollback: {}, cleanup: {} },
    ...change,
  } as UpgradeState;
}

const running: StepState = { status: 'running', attempt: 1 };

describe('upgradeSituation', () => {
  it('leaves out which upgrade it is and how far', () => {
    expect(upgradeSituation(state({ a: running }), plan, 0)).toBe(
      'Now: Drain a.',
    );
  });

  it('names no wait that has just begun', () => {
    const now = state({ a: waiting(5_000) });
    expect(upgradeSituation(now, plan, 14_999)).toBe('Now: Drain a.');
    expect(upgradeSituation(now, plan, 15_000)).toMatch(
      /^Checking that the change arrived: ConfigMap platform has the planned values, 10 s so far\. Can unblock/,
    );
  });

  it('names three steps and counts the others', () => {
    const all = { a: running, b: running, c: running, d: running, e: running };
    expect(upgradeSituation(state(all), plan, 0)).toBe(
      'Now: Drain a; Drain b; Drain c; and 2 more.',
    );
  });

  it('names what is gone round on the way that is gone, until it is at its end', () => {
    const lane = { by: 'engine', atMs: 0, reason: 'dead' };
    const skipped = {
      'node/w-0': { ...lane, plan: 'rollback' as const },
      ...Object.fromEntries(
        ['w-1', 'w-2', 'w-3', 'w-4'].map(name => [
          `node/${name}`,
          { ...lane, plan: 'upgrade' as const },
        ]),
      ),
    };
    const text = (change: Partial<UpgradeState>) =>
      upgradeSituation(state({ a: running }, { skipped, ...change }), plan, 0);
    expect(text({})).toBe('Now: Drain a. Skipped: w-1, w-2, w-3 and 1 more.');
    expect(text({ status: 'finished', outcome: 'stopped-mixed' })).toBe(
      'Stopped, mixed versions.',
    );
  });

  it.each<[Partial<UpgradeState>, string]>([
    [
      { outcome: 'completed', finishedAtMs: 24_000 },
      'prod runs v2, after 24 s.',
    ],
    [
      {
        outcome: 'rolled-back',
        finishedAtMs: 60_000,
        proof: { comparedAtMs: 0, total: 9, restored: 9, differences: [] },
      },
      'prod runs v1 again, after 1 min. 9 of 9 objects proven restored.',
    ],
    [
      { outcome: 'stopped-mixed', finishedAtMs: 60_000 },
      'Stopped, mixed versions, after 1 min.',
    ],
  ])('says what it came to: %j', (change, text) => {
    expect(
      upgradeSituation(state({}, { status: 'finished', ...change }), plan, 0),
    ).toBe(text);
  });
});
