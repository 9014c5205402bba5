import {
  CALL_AFTER_MS,
  PlanOutline,
  PlanTarget,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { node } from '../../testFixtures/cluster';
import {
  BUDGET_WAIT,
  failStep,
  runningScenario,
  startStep,
  waitStep,
} from '../../testFixtures/scenario';
import { kindOfTargets } from './kindOfTargets';
import { targetViews } from './targetViews';

describe('targetViews', () => {
  const calledMs = BUDGET_WAIT.sinceMs + CALL_AFTER_MS;

  it('says where each node is, what it does and what it waits for', () => {
    const { plan, log } = runningScenario({ nodes: 5, done: 1 });
    startStep(log, 'w-2/cordon');
    waitStep(log, 'w-2/cordon');
    failStep(log, 'w-3/cordon');
    startStep(log, 'w-4/cordon');
    const nodes = targetViews({ upgrade: plan }, log.state, calledMs, [
      node(1),
      node(2),
    ]);
    expect(
      nodes.map(({ name, group, status }) => [name, group, status]),
    ).toEqual([
      ['w-1', 'pool-a', 'done'],
      ['w-2', 'pool-b', 'blocked'],
      ['w-3', 'nodes', 'failed'],
      ['w-4', 'nodes', 'running'],
      ['w-5', 'nodes', 'pending'],
    ]);
    expect(nodes[1].wait?.kind).toBe('budget');
    expect(nodes[2].failure?.cause.code).toBe('agent-crashes');
    expect(nodes[3].current).toBe('cordon w-4');
  });

  const target = (
    name: string,
    more: Partial<PlanTarget> = {},
  ): PlanTarget => ({
    id: `node/${name}`,
    laneId: `node/${name}`,
    name,
    kind: 'node',
    fromVersion: '4.1.0',
    ...more,
  });

  it('names what each runs, under its zone', () => {
    const { plan, log } = runningScenario({ nodes: 2, done: 1 });
    const targets = [
      target('w-1', { zone: 'a' }),
      target('w-2', { zone: 'b' }),
    ];
    const views = targetViews({ upgrade: { ...plan, targets } }, log.state, 0, [
      node(1),
    ]);
    expect(views.map(it => [it.group, it.version])).toEqual([
      ['a', '4.2.0'],
      ['b', '4.1.0'],
    ]);
  });

  it('keeps all of them on the way back, each where it is on its way', () => {
    const { plan, log } = runningScenario({ nodes: 3, done: 2 });
    log.add('rollback-begun', { automatic: true, steps: 2 });
    const laneOf = (name: string) => ({ id: `node/${name}`, group: 'nodes' });
    const back: PlanOutline = {
      ...plan,
      kind: 'rollback',
      steps: ['w-1', 'w-2'].map(name => ({
        ...plan.steps[0],
        id: `undo/${name}`,
        lane: laneOf(name),
      })),
    };
    const key = { plan: 'rollback', stepId: 'undo/w-2' } as const;
    log
      .add('step-started', { ...key, attempt: 1 })
      .add('step-done', { ...key, result: { code: 'x', text: 'x' } });
    const views = targetViews({ upgrade: plan, rollback: back }, log.state, 0);
    expect(
      views.map(({ name, status, isReturning }) => [name, status, isReturning]),
    ).toEqual([
      ['w-1', 'pending', true],
      ['w-2', 'returned', true],
      ['w-3', 'returned', false],
    ]);
  });

  it('follows what somebody else works on, there and back', () => {
    const { plan, log } = runningScenario({ nodes: 0, done: 0 });
    const targets = ['d-1', 'd-2', 'd-3', 'd-4'].map(name =>
      target(name, { laneId: undefined, id: name, kind: 'drive container' }),
    );
    const state: UpgradeState = {
      ...log.state,
      targets: {
        'd-1': {
          plan: 'upgrade',
          status: 'done',
          version: '4.2.0',
          sinceMs: 9,
          startedAtMs: 2,
        },
        'd-2': {
          plan: 'upgrade',
          status: 'held',
          version: '4.1.0',
          note: { code: 'n', text: 'its data is rebuilt' },
          sinceMs: 9,
          startedAtMs: 9,
        },
        'd-3': {
          plan: 'rollback',
          status: 'done',
          version: '4.1.0',
          sinceMs: 9,
          startedAtMs: 2,
        },
      },
    };
    const views = targetViews({ upgrade: { ...plan, targets } }, state, 0);
    expect(
      views.map(it => [it.name, it.status, it.version, it.current]),
    ).toEqual([
      ['d-1', 'done', '4.2.0', undefined],
      ['d-2', 'blocked', '4.1.0', 'its data is rebuilt'],
      ['d-3', 'returned', '4.1.0', undefined],
      ['d-4', 'pending', '4.1.0', undefined],
    ]);
    expect(views[0]).toMatchObject({ startedAtMs: 2, finishedAtMs: 9 });
  });
});

describe('kindOfTargets', () => {
  it.each([
    [['node', 'node'], 'node'],
    [['drive container', 'compute container'], 'container'],
    [['drive container', 'client'], undefined],
  ])('%j is %s', (kinds, kind) => {
    expect(kindOfTargets(kinds.map(it => ({ kind: it })))).toBe(kind);
  });
});
