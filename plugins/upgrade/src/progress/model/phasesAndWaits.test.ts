import {
  runningScenario,
  startStep,
  waitStep,
} from '../../testFixtures/scenario';
import { NodeView } from './nodeViews';
import { phaseViews } from './phaseViews';
import { remainingTime } from './remainingTime';
import { waitViews } from './waitViews';

describe('phaseViews', () => {
  it('tells how far each phase is', () => {
    const { plan, log } = runningScenario({ nodes: 3, done: 1 });
    startStep(log, 'w-2/cordon');
    const phases = phaseViews(plan, log.state);
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
  it('puts first what a person can end, then what is nearest to its limit', () => {
    const { plan, log } = runningScenario({ nodes: 4, done: 0 });
    const nobody = { unblocks: { kind: 'nobody-needed' as const } };
    const soak = { ...nobody, kind: 'soak' as const, object: undefined };
    waitStep(log, 'w-1/cordon', { ...soak, untilMs: 500 });
    waitStep(log, 'w-2/cordon', { ...soak, untilMs: 100 });
    waitStep(log, 'w-3/cordon');
    expect(waitViews(plan, log.state).map(({ steps }) => steps)).toEqual([
      ['cordon w-3'],
      ['cordon w-2'],
      ['cordon w-1'],
    ]);
  });

  it('folds steps that wait for the same thing', () => {
    const { plan, log } = runningScenario({ nodes: 4, done: 0 });
    waitStep(log, 'w-1/cordon');
    waitStep(log, 'w-2/cordon');
    expect(waitViews(plan, log.state)).toHaveLength(1);
    expect(waitViews(plan, log.state)[0].steps).toHaveLength(2);
  });
});

describe('remainingTime', () => {
  const MINUTE = 60_000;
  const node = (minutes?: number): NodeView => ({
    id: 'x',
    name: 'x',
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
});
