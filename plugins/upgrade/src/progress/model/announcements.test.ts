import {
  failStep,
  finishStep,
  runningScenario,
  startStep,
} from '../../testFixtures/scenario';
import {
  blockedAnnouncements,
  isUrgent,
  announcementsBetween,
} from './announcements';

function change(act: (log: ReturnType<typeof runningScenario>['log']) => void) {
  const { plan, log } = runningScenario({ nodes: 2, done: 1 });
  const before = log.state;
  act(log);
  return announcementsBetween(before, log.state, plan);
}

const FAILURE = {
  kind: 'measured' as const,
  cause: { code: 'x', text: 'x' },
  remedy: 'x',
};

describe('announcementsBetween', () => {
  it('is silent when nothing worth saying happened', () => {
    expect(change(log => log.add('note', { text: 'hm' }))).toEqual([]);
    expect(change(log => startStep(log, 'w-2/cordon'))).toEqual([]);
  });

  it('tells at once of decisions, rollbacks, breaches and the end', () => {
    const urgent = [
      ...change(log => {
        failStep(log, 'w-2/cordon');
        log.add('needs-attention', { failure: FAILURE });
      }),
      ...change(log =>
        log.add('rollback-begun', { automatic: true, steps: 1 }),
      ),
      ...change(log => log.add('finished', { outcome: 'completed' })),
      ...change(log =>
        log.add('threshold-exceeded', {
          health: {
            applicationId: 'shop/checkout',
            verdict: 'breach',
            desired: 1,
            ready: 0,
            failing: [],
            knownBeforeStart: [],
            allowedInstances: 0,
            rule: { code: 'x', text: 'x' },
            judgedAtMs: 1,
          },
        }),
      ),
    ];
    expect(urgent.map(({ kind }) => kind)).toEqual([
      'needs-decision',
      'rolling-back',
      'finished',
      'breach',
    ]);
    expect(urgent.every(isUrgent)).toBe(true);
  });

  it('tells of phases and quarters when there is time', () => {
    const announcements = [
      ...change(log =>
        ['cordon', 'drain', 'agent', 'verify', 'uncordon'].forEach(part =>
          finishStep(log, `w-2/${part}`),
        ),
      ),
    ];
    expect(announcements).toEqual([
      { kind: 'phase-done', title: 'Nodes' },
      { kind: 'share-done', percent: 75 },
    ]);
    expect(announcements.some(isUrgent)).toBe(false);
  });
});

describe('blockedAnnouncements', () => {
  it.each([
    [0, 0, []],
    [0, 2, [{ kind: 'blocked', count: 2 }]],
    [2, 1, [{ kind: 'unblocked', count: 1 }]],
  ])('from %d to %d', (before, after, announcements) => {
    expect(blockedAnnouncements(before, after)).toEqual(announcements);
  });
});
