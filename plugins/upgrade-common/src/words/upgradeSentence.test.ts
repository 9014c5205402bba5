import { PlanStep, UpgradePlan } from '../model/plan';
import { StepState, UpgradeState } from '../model/upgrade';
import { WaitReason } from '../model/wait';
import { upgradeSentence } from './upgradeSentence';

function planStep(id: string, title: string, node?: string): PlanStep {
  return {
    id,
    phaseId: 'p',
    title,
    kind: 'soak',
    input: {},
    dependsOn: [],
    ...(node ? { lane: { id: `node/${node}`, group: 'nodes' } } : {}),
    reversibility: 'nothing-to-revert',
    disruption: { level: 'none', text: 'None' },
    limitMs: 1000,
    undo: [],
  };
}

const plan = {
  steps: [
    planStep('a', 'Patch orchestrator'),
    planStep('b', 'Drain w-1', 'w-1'),
    planStep('c', 'Uncordon w-1', 'w-1'),
    planStep('d', 'Drain w-2', 'w-2'),
  ],
} as UpgradePlan;

const done: StepState = { status: 'done', attempt: 1 };

function state(change: Partial<UpgradeState>): UpgradeState {
  return {
    id: 'u-1',
    clusterRef: 'resource:default/prod',
    platform: 'omnicloud',
    fromVersion: 'v1.4.0',
    toVersion: 'v1.5.0',
    planId: 'p-1',
    planHash: 'h',
    requestedBy: 'user:default/jane',
    requestedAtMs: 0,
    startedAtMs: 1,
    status: 'running',
    activePlan: 'upgrade',
    steps: {
      upgrade: { a: done, b: done, c: done },
      rollback: {},
      cleanup: {},
    },
    health: {},
    silenced: {},
    seq: 1,
    ...change,
  };
}

function wait(
  name: string,
  sinceMs: number,
  kind: WaitReason['unblocks']['kind'],
): WaitReason {
  return {
    kind: 'node',
    object: { apiVersion: 'v1', kind: 'Node', name },
    condition: { code: 'c', text: 'The node is empty' },
    why: { code: 'w', text: 'One pod is left' },
    sinceMs,
    untilMs: sinceMs + 60_000,
    unblocks: { kind },
    atLimit: 'fail-step',
  };
}

describe('upgradeSentence', () => {
  it.each<[Partial<UpgradeState>, string]>([
    [
      { status: 'queued' },
      'Upgrade of prod from v1.4.0 to v1.5.0 is queued: no worker has begun it yet.',
    ],
    [
      { status: 'snapshotting' },
      'Upgrading prod from v1.4.0 to v1.5.0: saving what a rollback needs. Nothing has been changed yet.',
    ],
    [
      {},
      'Upgrading prod from v1.4.0 to v1.5.0: 3 of 4 steps done, 1 of 2 nodes.',
    ],
    [
      {
        status: 'paused',
        paused: {
          by: 'user:default/jane',
          sinceMs: 50_000_000,
          reason: 'lunch',
        },
      },
      'Upgrade of prod from v1.4.0 to v1.5.0 is paused (3 of 4 steps done, 1 of 2 nodes). Paused by jane since 1970-01-01 13:53:20 UTC: lunch. Versions may be mixed until it is resumed.',
    ],
    [
      {
        status: 'needs-attention',
        failure: {
          kind: 'error',
          cause: { code: 'c', text: 'Node w-2 does not answer' },
          remedy: 'Start it again, then retry',
        },
      },
      'Upgrade of prod from v1.4.0 to v1.5.0 needs a decision (3 of 4 steps done, 1 of 2 nodes). Node w-2 does not answer. Start it again, then retry.',
    ],
    [
      { status: 'checking-restore', activePlan: 'rollback' },
      'Rolled prod back to v1.4.0: comparing it with the snapshot.',
    ],
    [
      {
        status: 'finished',
        outcome: 'rolled-back',
        finishedAtMs: 125_000,
        proof: { comparedAtMs: 0, total: 9, restored: 9, differences: [] },
      },
      'Upgrade of prod from v1.4.0 to v1.5.0: Rolled back, restored after 2 min 5 s. 9 of 9 objects proven restored.',
    ],
  ])('says %j', (change, text) => {
    expect(upgradeSentence(state(change), plan, 0)).toBe(text);
  });

  it('says what a pause has to wait for, and why', () => {
    const running = planStep('a', 'Bring clients to v1.5.0');
    const pausing = {
      kind: 'finished-first',
      why: 'nothing holds them',
    } as const;
    expect(
      upgradeSentence(
        state({
          status: 'pausing',
          steps: {
            upgrade: { a: { status: 'running', attempt: 1 } },
            rollback: {},
            cleanup: {},
          },
        }),
        { kind: 'upgrade', steps: [{ ...running, pausing }] } as UpgradePlan,
        0,
      ),
    ).toBe(
      "Pausing the upgrade of prod from v1.4.0 to v1.5.0: 0 of 1 step done. Now: Bring clients to v1.5.0. It pauses when 'Bring clients to v1.5.0' is done, because nothing holds them.",
    );
  });

  it('names what was left over', () => {
    expect(
      upgradeSentence(
        state({
          status: 'finished',
          outcome: 'stopped-mixed',
          finishedAtMs: 60_000,
          leftovers: [{ stepId: 's', title: 'Uncordon w-1' }],
        }),
        plan,
        0,
      ),
    ).toBe(
      'Upgrade of prod from v1.4.0 to v1.5.0: Stopped, mixed versions after 1 min. Left over: Uncordon w-1.',
    );
  });

  it('names the wait that a person can end before one that ends by itself', () => {
    const steps = {
      upgrade: {
        a: done,
        b: {
          status: 'waiting',
          attempt: 1,
          wait: wait('w-1', 0, 'nobody-needed'),
        } as StepState,
        d: {
          status: 'waiting',
          attempt: 1,
          wait: wait('w-2', 5_000, 'platform-team'),
        } as StepState,
      },
      rollback: {},
      cleanup: {},
    };
    expect(upgradeSentence(state({ steps }), plan, 20_000)).toBe(
      'Upgrading prod from v1.4.0 to v1.5.0: 1 of 4 steps done, 0 of 2 nodes. Node w-2: waiting until the node is empty, 15 s so far. One pod is left. Can unblock: the platform team. In 45 s the step fails.',
    );
  });

  it('names what runs when nothing waits, and counts without a plan', () => {
    const steps = {
      upgrade: {},
      rollback: { b: { status: 'running', attempt: 1 } as StepState },
      cleanup: {},
    };
    const rollingBack = state({
      status: 'rolling-back',
      activePlan: 'rollback',
      steps,
    });
    expect(upgradeSentence(rollingBack, plan, 0)).toBe(
      'Rolling prod back to v1.4.0: 0 of 4 steps done, 0 of 2 nodes. Now: Drain w-1.',
    );
    expect(upgradeSentence(rollingBack, undefined, 0)).toBe(
      'Rolling prod back to v1.4.0: 0 steps done.',
    );
  });
});
