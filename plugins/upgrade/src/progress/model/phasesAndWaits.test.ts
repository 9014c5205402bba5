import { CALL_AFTER_MS } from '@cluster-upgrade/plugin-upgrade-common';
import {
  BUDGET_WAIT,
  runningScenario,
  startStep,
  waitStep,
} from '../../testFixtures/scenario';
import { TargetView } from './targetViews';
import { phaseViews } from './phaseViews';
import { remainingTime, timeBack } from './remainingTime';
import { callMoment, waitsForPeople, waitViews } from './waitViews';

describe('phaseViews', () => {
  it('tells how far each phase is', () => {
    const { plan, log } = runningScenario({ nodes: 3, done: 1 });
    startStep(log, 'w-2/cordon');
    const phases = phaseViews(plan, log.state, 0);
    expect(
      phases.map(({ id, status, done, total }) => [id, status, done, total]),
    ).toEqual([
      ['control', 'done', 1, 1],
      ['nodes', 'running', 5, 15],
      ['soak', 'pending', 0, 1],
    ]);
    expect(phases[0].finishedAtMs).toBeGreaterThan(phases[0].startedAtMs!);
    expect(phases[1].finishedAtMs).toBeUndefined();
  });
});

describe('waitViews', () => {
  it('puts first what is nearest to its limit', () => {
    const { plan, log } = runningScenario({ nodes: 4, done: 0 });
    waitStep(log, 'w-1/cordon', { object: undefined, untilMs: 500 });
    waitStep(log, 'w-2/cordon', { object: undefined, untilMs: 100 });
    expect(waitViews(plan, log.state).map(({ steps }) => steps)).toEqual([
      ['cordon w-2'],
      ['cordon w-1'],
    ]);
  });

  it('calls somebody only for what has lasted, and only who can help', () => {
    const { plan, log } = runningScenario({ nodes: 4, done: 0 });
    const nobody = { unblocks: { kind: 'nobody-needed' as const } };
    waitStep(log, 'w-1/cordon', { ...nobody, object: undefined });
    waitStep(log, 'w-2/cordon');
    const views = waitViews(plan, log.state);
    const dueMs = BUDGET_WAIT.sinceMs + CALL_AFTER_MS;
    expect(callMoment(views, dueMs - 1)).toBe(0);
    expect(callMoment(views, dueMs)).toBe(dueMs);
    expect(callMoment(views, dueMs + 60_000)).toBe(dueMs);
    expect(waitsForPeople(views, 0)).toEqual([]);
    expect(waitsForPeople(views, dueMs).map(({ steps }) => steps)).toEqual([
      ['cordon w-2'],
    ]);
  });

  it('tells why a step whose turn is held up has not begun', () => {
    const { plan, log } = runningScenario({ nodes: 4, done: 0 });
    log.add('step-waiting', {
      plan: 'upgrade',
      stepId: 'w-1/cordon',
      wait: BUDGET_WAIT,
    });
    expect(log.state.steps.upgrade['w-1/cordon'].status).toBe('pending');
    expect(waitViews(plan, log.state).map(({ steps }) => steps)).toEqual([
      ['cordon w-1'],
    ]);
  });

  it('folds steps that wait for the same thing', () => {
    const { plan, log } = runningScenario({ nodes: 4, done: 0 });
    const since = BUDGET_WAIT.sinceMs;
    waitStep(log, 'w-1/cordon', { sinceMs: since + 5 });
    waitStep(log, 'w-2/cordon', { sinceMs: since });
    const views = waitViews(plan, log.state);
    expect(views).toHaveLength(1);
    expect(views[0].steps).toHaveLength(2);
    expect(views[0].wait.sinceMs).toBe(since);
  });
});

describe('remainingTime', () => {
  const MINUTE = 60_000;
  const node = (minutes?: number): TargetView => ({
    id: 'x',
    name: 'x',
    kind: 'node',
    isReturning: false,
    group: 'g',
    done: 0,
    total: 1,
    status: minutes === undefined ? 'pending' : 'done',
    startedAtMs: minutes === undefined ? undefined : 0,
    finishedAtMs: minutes === undefined ? undefined : minutes * MINUTE,
  });

  it('is a range from the nodes that are done, with its basis', () => {
    const nodes = [node(2), node(2), node(4), ...Array(10).fill(node())];
    expect(remainingTime(nodes, 1)).toEqual({
      fromMs: 20 * MINUTE,
      toMs: 40 * MINUTE,
      basis: 3,
    });
    expect(remainingTime(nodes, 5)).toMatchObject({ fromMs: 4 * MINUTE });
  });

  it('says nothing while too little is known, or nothing is left', () => {
    expect(remainingTime([node(2), ...Array(30).fill(node())], 1)).toBe(
      undefined,
    );
    expect(remainingTime([node(1), node(1), node(1)], 1)).toBe(undefined);
    expect(remainingTime([node()], 1)).toBe(undefined);
  });

  it('says about how long the way back takes for what was touched', () => {
    const touched = { ...node(), status: 'running' as const };
    expect(timeBack([node(2), touched, node()], 1)).toBe(4 * MINUTE);
    expect(timeBack([touched, node()], 1)).toBeUndefined();
  });
});
