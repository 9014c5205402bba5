import { applyEvents } from './applyEvents';
import { NewEvent, UpgradeEvent } from './event';
import { evolve } from './evolve';
import { UpgradeState } from './upgrade';

const failure = {
  kind: 'measured',
  cause: { code: 'c', text: 'bad' },
  remedy: 'mend it',
} as const;

const step = (type: 'step-started' | 'step-done' | 'step-failed', id: string) =>
  ({
    actor: 'engine',
    type,
    data: {
      plan: 'upgrade',
      stepId: id,
      attempt: 1,
      result: { code: 'r', text: 'r' },
      failure,
    },
  }) as NewEvent;

const engine = (type: NewEvent['type'], data: object = {}) =>
  ({ actor: 'engine', type, data }) as NewEvent;

const CREATED = engine('created', {
  clusterRef: 'resource:default/c',
  platform: 'p',
  fromVersion: '1',
  toVersion: '2',
  planId: 'plan-1',
  planHash: 'hash-1',
  overriddenFindings: [],
});

/** A failure, a retry, a worker that was gone and a pause, all while steps are under way. */
const LOG: UpgradeEvent[] = [
  CREATED,
  engine('snapshot-begun'),
  engine('started'),
  step('step-started', 'a'),
  step('step-started', 'b'),
  step('step-failed', 'a'),
  engine('needs-attention', { failure }),
  engine('retried', { steps: ['a'] }),
  engine('step-retried', { plan: 'upgrade', stepId: 'a' }),
  step('step-started', 'a'),
  engine('claimed', { worker: 'w', epoch: 2, idleMs: 500 }),
  step('step-done', 'a'),
  engine('pause-begun'),
  engine('paused'),
  engine('resumed'),
  step('step-started', 'c'),
  step('step-done', 'b'),
].map(
  (event, index) =>
    ({
      ...event,
      upgradeId: 'u',
      seq: index + 1,
      atMs: index * 1_000,
    }) as UpgradeEvent,
);

const folded = (events: readonly UpgradeEvent[]) =>
  events.reduce<UpgradeState | undefined>(evolve, undefined)!;

describe('applyEvents', () => {
  it('gives the same state as evolve, wherever the batch begins and ends', () => {
    for (let from = 1; from < LOG.length; from += 1) {
      for (let to = from; to <= LOG.length; to += 1) {
        expect(
          applyEvents(folded(LOG.slice(0, from)), LOG.slice(0, to)),
        ).toEqual(folded(LOG.slice(0, to)));
      }
    }
  });

  it('counts neither a pause nor time without a worker against a step', () => {
    const { steps } = applyEvents(folded(LOG.slice(0, 1)), LOG);
    expect(steps.upgrade.b.idleMs).toBe(1_500);
  });

  it('gives back the very state that holds all of the events', () => {
    const state = folded(LOG);
    expect(applyEvents(state, LOG)).toBe(state);
    expect(applyEvents(state, [])).toBe(state);
  });

  it('does not change the state it was given', () => {
    const early = folded(LOG.slice(0, 5));
    const copy = structuredClone(early);
    applyEvents(early, LOG);
    expect(early).toEqual(copy);
  });

  it('refuses a log with a gap', () => {
    expect(() => applyEvents(folded(LOG.slice(0, 1)), LOG.slice(2))).toThrow(
      /can't follow/,
    );
  });

  it('leaves tables alone that no event is about', () => {
    const early = folded(LOG.slice(0, 4));
    const late = applyEvents(early, LOG);
    expect(late.steps.rollback).toBe(early.steps.rollback);
    expect(late.steps.upgrade).not.toBe(early.steps.upgrade);
  });
});
