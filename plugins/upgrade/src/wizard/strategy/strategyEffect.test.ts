import { Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import { inventoryOf } from '../../testFixtures/cluster';
import { STRATEGY } from '../../testFixtures/plan';
import { strategyEffect, strategyOfKind } from './strategyEffect';

const inventory = inventoryOf(4);
const of = (change: Partial<Strategy>) => ({ ...STRATEGY, ...change });

describe('strategyEffect', () => {
  it('reckons what is left while nodes are away', () => {
    const without = strategyEffect(inventory, of({ spareNodes: 0 }));
    expect(without).toMatchObject({
      nodes: 4,
      nodesAway: 1,
      usedNowPercent: 60,
      usedDuringPercent: 80,
      isTooTight: false,
    });
    expect(strategyEffect(inventory, of({})).usedDuringPercent).toBe(60);
  });

  it('warns when pods would stay without a node', () => {
    const two = of({ maxUnavailableNodes: 2, spareNodes: 0 });
    expect(strategyEffect(inventory, two)).toMatchObject({
      usedDuringPercent: 120,
      isTooTight: true,
    });
    const all = of({ maxUnavailableNodes: 9, spareNodes: 0 });
    expect(strategyEffect(inventory, all)).toMatchObject({
      nodesAway: 4,
      usedDuringPercent: undefined,
      isTooTight: true,
    });
  });

  it('does not count nodes that are not there to take pods', () => {
    const [first, ...rest] = inventory.nodes;
    const lame = {
      ...inventory,
      nodes: [{ ...first, isReady: false }, ...rest],
    };
    expect(strategyEffect(lame, STRATEGY).nodes).toBe(3);
  });

  it('makes applications smaller, critical ones only when all are', () => {
    const scaled = (kind: Strategy['kind'], percent: number) =>
      strategyEffect(
        inventory,
        of({ kind, scaleDownPercent: percent }),
      ).scaled.map(({ instances }) => instances);
    expect(scaled('scale-down', 25)).toEqual([6]);
    expect(scaled('scale-down', 100)).toEqual([1]);
    expect(scaled('hybrid', 25)).toEqual([]);
    expect(scaled('capacity-first', 25)).toEqual([]);
  });
});

it('keeps only the parameters that a kind of strategy has', () => {
  const hybrid = of({ kind: 'hybrid', spareNodes: 2, scaleDownPercent: 40 });
  expect(strategyOfKind('scale-down', hybrid)).toMatchObject({
    spareNodes: 0,
    scaleDownPercent: 40,
  });
  expect(strategyOfKind('capacity-first', hybrid)).toMatchObject({
    spareNodes: 2,
    scaleDownPercent: 0,
  });
  expect(strategyOfKind('hybrid', of({ spareNodes: 0 }))).toMatchObject({
    spareNodes: 1,
    scaleDownPercent: 25,
  });
});
