import {
  evolve,
  NewEvent,
  UpgradeEvent,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { samplePlan, sampleStep, sampleUpgrade } from '../samplePlan';
import { engineEvent } from '@cluster-upgrade/plugin-upgrade-backend/engine';
import { violations } from './invariants';

const lane = (name: string) => ({ id: `node/${name}`, group: 'nodes' });
const plan: UpgradePlan = samplePlan([
  sampleStep({ id: 'a' }),
  sampleStep({ id: 'b', dependsOn: ['a'] }),
  sampleStep({ id: 'x', lane: lane('x') }),
  sampleStep({ id: 'y', lane: lane('y') }),
]);
const OK = { code: 'ok', text: 'ok' };

const start = (stepId: string, attempt = 1): NewEvent =>
  engineEvent('step-started', { plan: 'upgrade', stepId, attempt });
const finish = (stepId: string): NewEvent =>
  engineEvent('step-done', { plan: 'upgrade', stepId, result: OK });
const claim = (epoch: number): NewEvent =>
  engineEvent('claimed', { worker: 'w', epoch });

const BEGUN: NewEvent[] = [
  claim(1),
  engineEvent('snapshot-begun', {}),
  engineEvent('snapshot-taken', { objects: 0 }),
  engineEvent('started', {}),
];

function logOf(events: NewEvent[]): {
  events: UpgradeEvent[];
  state: UpgradeState;
} {
  const { created } = sampleUpgrade(plan);
  const log = events.map((event, index) => ({
    ...event,
    upgradeId: created.upgradeId,
    seq: created.seq + 1 + index,
    atMs: 0,
  })) as UpgradeEvent[];
  return {
    events: [created, ...log],
    state: log.reduce(evolve, evolve(undefined, created)),
  };
}

function broken(events: NewEvent[]): string[] {
  const log = logOf(events);
  return violations(log.events, { upgrade: plan }, log.state).map(
    text => text.split(':')[0],
  );
}

describe('violations', () => {
  it('finds nothing in a log that is right', () => {
    expect(
      broken([
        ...BEGUN,
        start('a'),
        start('x'),
        finish('a'),
        finish('x'),
        start('b'),
        start('y'),
      ]),
    ).toEqual([]);
  });

  it.each<[string, NewEvent[]]>([
    ['epochs grow', [claim(2), claim(2)]],
    [
      'the snapshot comes before the first step',
      [
        engineEvent('snapshot-begun', {}),
        engineEvent('started', {}),
        start('a'),
      ],
    ],
    ['a step begins after all it depends on', [...BEGUN, start('b')]],
    [
      'no more lanes are under way than allowed',
      [...BEGUN, start('x'), start('y')],
    ],
    [
      'while pausing, only what was begun goes on, or is followed',
      [...BEGUN, engineEvent('pause-begun', {}), start('a')],
    ],
    [
      'nothing goes on while it is paused',
      [
        ...BEGUN,
        start('a'),
        engineEvent('pause-begun', {}),
        engineEvent('paused', {}),
      ],
    ],
    [
      'a step that is done stays done',
      [...BEGUN, start('a'), finish('a'), start('a', 2)],
    ],
  ])('finds that it is not so that %s', (rule, events) => {
    expect(broken(events)).toEqual([rule]);
  });

  it('finds a number that is missing', () => {
    const { events, state } = logOf(BEGUN);
    const gap = events.filter(({ seq }) => seq !== 3);
    expect(violations(gap, { upgrade: plan }, state)).toEqual([
      expect.stringMatching(/^event 4 can't follow/),
    ]);
  });

  it('finds a stored state that is not the log’s', () => {
    const { events, state } = logOf(BEGUN);
    const other: UpgradeState = { ...state, toVersion: '9.9.9' };
    expect(violations(events, { upgrade: plan }, other)).toEqual([
      expect.stringMatching(/^the stored state is what the log says/),
    ]);
  });

  it('finds a rollback without proof', () => {
    const { events, state } = logOf([
      ...BEGUN,
      engineEvent('rollback-begun', { automatic: false, steps: 0 }),
      engineEvent('restore-check-begun', {}),
      engineEvent('finished', { outcome: 'rolled-back' }),
    ]);
    const plans = {
      upgrade: plan,
      rollback: samplePlan([], { kind: 'rollback' as const }),
    };
    expect(violations(events, plans, state)).toEqual([
      expect.stringMatching(/^a rollback is proven/),
    ]);
  });
});
