import {
  applyEvents,
  ENGINE_ACTOR,
  evolve,
  IllegalTransitionError,
  NewEvent,
  UpgradeEvent,
  UpgradeState,
  WaitReason,
} from '@cluster-upgrade/plugin-upgrade-common';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import fc from 'fast-check';
import { makeTransition } from '../engine/decisions/transition';
import { ENGINE_VERSION } from '../engine/EngineOptions';
import { openMemoryDatabase } from '@cluster-upgrade/simulation';
import {
  samplePlan,
  SAMPLE_REQUESTER,
  sampleStep,
  sampleUpgrade,
} from '@cluster-upgrade/simulation/fixtures';
import { DatabaseUpgradeStore } from './DatabaseUpgradeStore';

jest.setTimeout(60_000);

const STEPS = ['a', 'b'];
const FAILURE = {
  kind: 'measured',
  cause: { code: 'c', text: 'bad' },
  remedy: 'mend it',
} as const;

const wait = (atMs: number, isSuspended: boolean): WaitReason => ({
  kind: 'condition',
  condition: { code: 'c', text: 'c' },
  why: { code: 'w', text: 'w' },
  sinceMs: atMs,
  untilMs: atMs + 600_000,
  unblocks: { kind: 'nobody-needed' },
  atLimit: 'fail-step',
  ...(isSuspended && { isSuspended }),
});

/** All that the engine could write about steps and about the upgrade, whether it fits now or not. */
function candidates(state: UpgradeState, atMs: number): NewEvent[] {
  const plan = state.activePlan;
  const ofSteps = STEPS.flatMap(stepId => {
    const key = { plan, stepId };
    const attempt = (state.steps[plan][stepId]?.attempt ?? 0) + 1;
    return [
      ['step-started', { ...key, attempt }],
      ['step-waiting', { ...key, wait: wait(atMs, false) }],
      ['step-waiting', { ...key, wait: wait(atMs, true) }],
      ['step-done', { ...key, result: { code: 'r', text: 'r' } }],
      ['step-failed', { ...key, failure: FAILURE }],
      ['step-abandoned', key],
      ['step-retried', key],
    ] as const;
  });
  const ofUpgrade = [
    ['snapshot-begun', {}],
    ['started', {}],
    ['claimed', { worker: 'w', epoch: 2, idleMs: 500 }],
    ['pause-begun', {}],
    ['paused', {}],
    ['resumed', {}],
    ['needs-attention', { failure: FAILURE }],
    ['retried', { steps: STEPS }],
    ['rollback-begun', { automatic: true, steps: 1 }],
    ['cancel-begun', { steps: 1 }],
    ['restore-check-begun', {}],
  ] as const;
  return [...ofSteps, ...ofUpgrade].map(
    ([type, data]) => ({ actor: ENGINE_ACTOR, type, data }) as NewEvent,
  );
}

function isLegal(state: UpgradeState, event: NewEvent): boolean {
  try {
    makeTransition(state, [event], 0);
    return true;
  } catch (error) {
    if (error instanceof IllegalTransitionError) {
      return false;
    }
    throw error;
  }
}

function chooseLegal(
  state: UpgradeState,
  atMs: number,
  pick: number,
): NewEvent {
  const legal = candidates(state, atMs).filter(event => isLegal(state, event));
  return legal[pick % legal.length];
}

/** As JSON has it: absent and undefined are the same. */
const stored = (state: UpgradeState) => JSON.parse(JSON.stringify(state));

describe('the state of an upgrade', () => {
  it('is the same in the database, on a page and replayed from the log', async () => {
    const clock = new VirtualClock();
    const database = await openMemoryDatabase(clock);
    const store = DatabaseUpgradeStore.create({ database });
    let runs = 0;

    /** Writes what the choices come to, event by event, and looks at all three after each. */
    const check = async (
      choices: Array<{ pick: number; pauseMs: number }>,
    ): Promise<void> => {
      runs += 1;
      const id = `upgrade-${runs}`;
      const clusterRef = `resource:default/c-${runs}`;
      const plan = samplePlan(
        STEPS.map(step => sampleStep({ id: step })),
        { clusterRef },
      );
      const created = sampleUpgrade(plan, { id, actor: SAMPLE_REQUESTER });
      await store.createUpgrade(created);
      const claim = await store.claimUpgrade({
        owner: 'w',
        leaseMs: 60_000,
        engineVersion: ENGINE_VERSION,
      });
      let state = evolve(undefined, created.created);
      const first = state;
      const log: UpgradeEvent[] = [created.created];
      for (const { pick, pauseMs } of choices) {
        await clock.advance(0);
        const atMs = log.at(-1)!.atMs + pauseMs;
        const transition = makeTransition(
          state,
          [chooseLegal(state, atMs, pick)],
          atMs,
        );
        await store.commitTransition(claim!.fence, transition);
        ({ state } = transition);
        log.push(...transition.events);
      }
      const replayed = log.reduce<UpgradeState | undefined>(evolve, undefined)!;
      expect(await store.readState(id)).toEqual(stored(replayed));
      expect(stored(applyEvents(first, log))).toEqual(stored(replayed));
    };

    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ pick: fc.nat(), pauseMs: fc.nat(60_000) }), {
            minLength: 8,
            maxLength: 40,
          }),
          check,
        ),
        { numRuns: 60 },
      );
    } finally {
      await database.knex.destroy();
    }
  });
});
