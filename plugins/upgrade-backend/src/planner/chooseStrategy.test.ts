import { Strategy } from '@cluster-upgrade/plugin-upgrade-common';
import { chooseStrategy } from './chooseStrategy';

const DEFAULT: Strategy = {
  kind: 'capacity-first',
  spareNodes: 1,
  scaleDownPercent: 0,
  maxUnavailableNodes: 1,
  drainTimeoutMs: 60_000,
  nodeSoakMs: 1_000,
  finalSoakMs: 2_000,
};

describe('chooseStrategy', () => {
  it('takes what was chosen, then what is configured, then the default', () => {
    expect(
      chooseStrategy(
        DEFAULT,
        { maxUnavailableNodes: 2, nodeSoakMs: 5_000 },
        { maxUnavailableNodes: 3 },
      ),
    ).toEqual({ ...DEFAULT, maxUnavailableNodes: 3, nodeSoakMs: 5_000 });
  });

  it('lets people choose how many nodes may fail, over what is configured', () => {
    const configured = { maxFailedNodes: '5%' };
    expect(chooseStrategy(DEFAULT, configured)).toMatchObject(configured);
    expect(
      chooseStrategy(DEFAULT, configured, { maxFailedNodes: 0 }),
    ).toMatchObject({ maxFailedNodes: 0 });
  });

  it('adds no nodes when only scaling down was chosen', () => {
    expect(
      chooseStrategy(DEFAULT, {}, { kind: 'scale-down', scaleDownPercent: 25 }),
    ).toMatchObject({ kind: 'scale-down', spareNodes: 0 });
  });

  it('scales nothing down when only capacity was chosen', () => {
    expect(
      chooseStrategy(
        { ...DEFAULT, kind: 'hybrid', scaleDownPercent: 20 },
        {},
        { kind: 'capacity-first' },
      ),
    ).toMatchObject({ kind: 'capacity-first', scaleDownPercent: 0 });
  });

  it.each([
    [{ kind: 'scale-down', spareNodes: 1 }, 'strategy.spareNodes'],
    [
      { kind: 'capacity-first', scaleDownPercent: 10 },
      'strategy.scaleDownPercent',
    ],
  ] as const)('refuses %j and names %s', (chosen, field) => {
    expect(() => chooseStrategy(DEFAULT, {}, chosen)).toThrow(field);
  });

  it('gives the same again for a complete strategy', () => {
    const complete = chooseStrategy(DEFAULT, { spareNodes: 4 });
    expect(chooseStrategy(DEFAULT, { spareNodes: 9 }, complete)).toEqual(
      complete,
    );
  });
});
