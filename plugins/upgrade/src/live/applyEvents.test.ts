import { evolve, UpgradeState } from '@cluster-upgrade/plugin-upgrade-common';
import {
  failStep,
  finishStep,
  runningScenario,
  startStep,
  waitStep,
} from '../testFixtures/scenario';
import { applyEvents } from './applyEvents';

function aLog() {
  const { log } = runningScenario({ nodes: 4, done: 2 });
  startStep(log, 'w-3/cordon');
  waitStep(log, 'w-3/cordon');
  failStep(log, 'w-4/cordon');
  log.add('needs-attention', {
    failure: {
      kind: 'measured',
      cause: { code: 'x', text: 'x' },
      remedy: 'x',
    },
  });
  log.add('retried', { steps: ['w-4/cordon'] });
  log.add('step-retried', { plan: 'upgrade', stepId: 'w-4/cordon' });
  finishStep(log, 'w-4/cordon');
  return log;
}

function replay(state: UpgradeState, log: ReturnType<typeof aLog>) {
  return log
    .after(state.seq)
    .reduce((before, event) => evolve(before, event), state);
}

describe('applyEvents', () => {
  it('gives the same state as evolve, wherever the snapshot was taken', () => {
    const log = aLog();
    let state = evolve(undefined, log.events[0]);
    for (const event of log.events.slice(1)) {
      expect(applyEvents(state, log.after(state.seq))).toEqual(
        replay(state, log),
      );
      state = evolve(state, event);
    }
    expect(applyEvents(state, [])).toBe(state);
  });

  it('leaves out what the state holds already', () => {
    const log = aLog();
    expect(applyEvents(log.state, log.events)).toBe(log.state);
    const earlier = log.events
      .slice(0, 10)
      .reduce<UpgradeState | undefined>(evolve, undefined)!;
    expect(applyEvents(earlier, log.events)).toEqual(log.state);
  });

  it('does not change the state it was given', () => {
    const log = aLog();
    const early = log.events
      .slice(0, 8)
      .reduce<UpgradeState | undefined>(evolve, undefined)!;
    const copy = structuredClone(early);
    applyEvents(early, log.events);
    expect(early).toEqual(copy);
  });

  it('refuses a log with a gap', () => {
    const log = aLog();
    const early = evolve(undefined, log.events[0]);
    expect(() => applyEvents(early, log.after(2))).toThrow(/can't follow/);
  });

  it('copies the table of steps once per batch, not once per event', () => {
    const { log } = runningScenario({ nodes: 3000, done: 0 });
    const before = log.state;
    const seq = before.seq;
    finishStep(log, 'w-1/cordon');
    finishStep(log, 'w-1/drain');
    const after = applyEvents(before, log.after(seq));
    expect(after.steps.rollback).toBe(before.steps.rollback);
    expect(Object.keys(after.steps.upgrade)).toHaveLength(3);
  });
});
