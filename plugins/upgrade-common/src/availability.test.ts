import { availableActions, UPGRADE_ACTIONS } from './availability';
import { ControlAction, UpgradeState, UpgradeStatus } from './model/upgrade';

function stateIn(
  status: UpgradeStatus,
  change: Partial<UpgradeState> = {},
): UpgradeState {
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
    status,
    activePlan: 'upgrade',
    steps: { upgrade: {}, rollback: {}, cleanup: {} },
    health: {},
    silenced: {},
    seq: 1,
    ...change,
  };
}

function allowed(state: UpgradeState): string[] {
  const actions = availableActions(state);
  return UPGRADE_ACTIONS.filter(action => actions[action].available);
}

describe('availableActions', () => {
  const waitingForStart = { startedAtMs: undefined };

  it.each<[UpgradeStatus, Partial<UpgradeState>, string[]]>([
    ['queued', waitingForStart, ['pause', 'cancel', 'silence', 'note']],
    ['snapshotting', waitingForStart, ['cancel', 'silence', 'note']],
    ['running', {}, ['pause', 'cancel', 'rollback', 'skip', 'silence', 'note']],
    [
      'pausing',
      {},
      ['resume', 'cancel', 'rollback', 'skip', 'silence', 'note'],
    ],
    ['paused', {}, ['resume', 'cancel', 'rollback', 'skip', 'silence', 'note']],
    [
      'paused',
      { activePlan: 'rollback' },
      ['resume', 'cancel', 'skip', 'note'],
    ],
    ['paused', waitingForStart, ['resume', 'cancel', 'silence', 'note']],
    [
      'needs-attention',
      {},
      ['cancel', 'rollback', 'retry', 'skip', 'silence', 'note'],
    ],
    [
      'needs-attention',
      waitingForStart,
      ['cancel', 'retry', 'silence', 'note'],
    ],
    [
      'needs-attention',
      { activePlan: 'rollback' },
      ['cancel', 'retry', 'skip', 'note'],
    ],
    [
      'needs-attention',
      { activePlan: 'cleanup' },
      ['rollback', 'retry', 'skip', 'end', 'note'],
    ],
    ['cancelling', { activePlan: 'cleanup' }, ['pause', 'skip', 'note']],
    ['rolling-back', { activePlan: 'rollback' }, ['pause', 'skip', 'note']],
    ['checking-restore', { activePlan: 'rollback' }, ['note']],
    ['finished', {}, ['note']],
  ])('offers in %s %j exactly %j', (status, change, expected) => {
    expect(allowed(stateIn(status, change))).toEqual(expected);
  });

  it('gives every refusal a code and a sentence', () => {
    const statuses: UpgradeStatus[] = ['queued', 'running', 'finished'];
    const reasons = statuses
      .flatMap(status => Object.values(availableActions(stateIn(status))))
      .flatMap(answer => (answer.available ? [] : [answer.reason]));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) {
      expect(reason.code).toMatch(/^[a-z-]+$/);
      expect(reason.text).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('refuses to ask twice, and says who asked', () => {
    const state = stateIn('running', {
      control: { action: 'pause', by: 'user:default/jane', atMs: 1 },
    });
    expect(availableActions(state).pause).toEqual({
      available: false,
      reason: {
        code: 'already-requested',
        text: 'jane asked for this already; it takes effect within seconds.',
      },
    });
  });

  it('lets a stronger request replace a weaker one, and not the other way round', () => {
    const asked = (action: 'pause' | 'cancel' | 'rollback') =>
      allowed(
        stateIn('running', {
          control: { action, by: 'user:default/jane', atMs: 1 },
        }),
      );
    expect(asked('pause')).toEqual(['cancel', 'rollback', 'silence', 'note']);
    expect(asked('cancel')).toEqual(['rollback', 'silence', 'note']);
    expect(asked('rollback')).toEqual(['silence', 'note']);
  });

  it.each<[UpgradeStatus, Partial<UpgradeState>, ControlAction, string[]]>([
    ['pausing', {}, 'resume', ['cancel', 'rollback']],
    ['needs-attention', {}, 'skip', ['cancel', 'rollback']],
    ['needs-attention', {}, 'retry', ['cancel', 'rollback']],
    ['needs-attention', { activePlan: 'cleanup' }, 'end', ['rollback']],
    ['needs-attention', { activePlan: 'cleanup' }, 'cancel', ['rollback']],
    [
      'needs-attention',
      { activePlan: 'cleanup' },
      'retry',
      ['rollback', 'end'],
    ],
  ])(
    'lets no equal request replace a pending one: %s %j, asked to %s',
    (status, change, action, expected) => {
      const control = { action, by: 'user:default/jane', atMs: 1 };
      const state = stateIn(status, { ...change, control });
      expect(
        allowed(state).filter(one => one !== 'silence' && one !== 'note'),
      ).toEqual(expected);
      expect(availableActions(state).pause).toMatchObject({ available: false });
    },
  );
});
