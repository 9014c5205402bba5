import {
  ENGINE_ACTOR,
  evolve,
  NewEvent,
  UpgradeEvent,
  UpgradeOutcome,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { makeTransition } from '../engine/decisions/transition';
import { ENGINE_VERSION } from '../engine/EngineOptions';
import {
  samplePlan,
  SAMPLE_REQUESTER,
  sampleStep,
  sampleUpgrade,
} from '@cluster-upgrade/simulation/fixtures';
import { Fence } from './Fence';
import {
  ActiveUpgradeError,
  ConcurrentEventError,
  IdempotencyKeyReusedError,
  StaleFenceError,
} from './storeErrors';
import { Claim, ClaimRequest, MAX_PAGE, UpgradeStore } from './UpgradeStore';

const LEASE_MS = 15_000;
const ID = 'upgrade-1';

/** A store to test, with the clock of its leases. */
export interface StoreUnderTest {
  store: UpgradeStore;
  clock: VirtualClock;
  /** Everything that is stored, to see that nothing changed. */
  dump(): Promise<unknown>;
}

const noteEvent = (text: string): NewEvent => ({
  actor: SAMPLE_REQUESTER,
  type: 'note',
  data: { text },
});

const pauseRequest: NewEvent = {
  actor: SAMPLE_REQUESTER,
  type: 'control-requested',
  data: { action: 'pause' },
};

const engineNote = (text: string): NewEvent => ({
  actor: ENGINE_ACTOR,
  type: 'note',
  data: { text },
});

/**
 * What the engine relies on. Every write of the store is tried by a worker that lost its lease: `writes`
 * lists the methods that need one, `others` those that don't, and together they must be all.
 */
export function describeUpgradeStoreContract(
  open: () => Promise<StoreUnderTest>,
  methods: readonly string[],
): void {
  let store: UpgradeStore;
  let clock: VirtualClock;
  let dump: StoreUnderTest['dump'];

  beforeEach(async () => {
    ({ store, clock, dump } = await open());
  });

  const plan = samplePlan([sampleStep({ id: 'a' })]);

  const create = (
    id = ID,
    options: Parameters<typeof sampleUpgrade>[1] & {
      plan?: UpgradePlan;
    } = {},
  ) =>
    store.createUpgrade(
      sampleUpgrade(options.plan ?? plan, {
        id,
        atMs: clock.now(),
        ...options,
      }),
    );

  const createOn = (cluster: string, id: string, atMs?: number) =>
    create(id, {
      plan: { ...plan, clusterRef: cluster },
      ...(atMs && { atMs }),
    });

  const claim = (owner = 'w-1', more: Partial<ClaimRequest> = {}) =>
    store.claimUpgrade({
      owner,
      leaseMs: LEASE_MS,
      engineVersion: ENGINE_VERSION,
      ...more,
    });

  const ask = async (event: NewEvent) =>
    store.appendRequest(
      makeTransition(await store.readState(ID), [event], clock.now()),
    );

  const mustClaim = async (owner?: string): Promise<Claim> => {
    const claimed = await claim(owner);
    expect(claimed).toBeDefined();
    return claimed!;
  };

  const commit = async (
    fence: Fence,
    events: NewEvent[],
    before?: UpgradeState,
  ) => {
    const state = before ?? (await store.readState(fence.upgradeId));
    const transition = makeTransition(state, events, clock.now());
    await store.commitTransition(fence, transition);
    return transition.state;
  };

  const allEvents = (id = ID) => store.readEventsAfter(id, 0, MAX_PAGE);

  const replay = async (id = ID) =>
    (await allEvents(id)).reduce<UpgradeState | undefined>(evolve, undefined);

  async function finish(fence: Fence) {
    await commit(fence, [
      { actor: ENGINE_ACTOR, type: 'finished', data: { outcome: 'completed' } },
    ]);
  }

  describe('creating', () => {
    it('stores the state that the first event makes', async () => {
      await expect(create()).resolves.toEqual({ upgradeId: ID, isNew: true });
      expect(await store.readState(ID)).toEqual(await replay());
      expect(await store.readPlan(ID, 'upgrade')).toEqual(plan);
    });

    it('answers a repeated request with the upgrade that is there', async () => {
      await create(ID, { idempotencyKey: 'k' });
      await expect(create('other', { idempotencyKey: 'k' })).resolves.toEqual({
        upgradeId: ID,
        isNew: false,
      });
      await expect(store.readState('other')).rejects.toThrow(/no upgrade/);
    });

    it('refuses a key that was used for another plan', async () => {
      await create(ID, { idempotencyKey: 'k' });
      await expect(
        create('other', { idempotencyKey: 'k', planHash: 'changed' }),
      ).rejects.toThrow(IdempotencyKeyReusedError);
    });

    it('lets two people use the same key', async () => {
      await create(ID, { idempotencyKey: 'k' });
      const other = { ...plan, clusterRef: 'resource:default/other' };
      await expect(
        create('other', {
          idempotencyKey: 'k',
          actor: 'user:default/bob',
          plan: other,
        }),
      ).resolves.toEqual({ upgradeId: 'other', isNew: true });
    });

    it('refuses a second active upgrade of a cluster, and names the first', async () => {
      await create();
      await expect(create('other')).rejects.toMatchObject({
        name: 'ConflictError',
        activeUpgradeId: ID,
      });
      await expect(create('other')).rejects.toThrow(ActiveUpgradeError);
    });

    it('refuses a second active upgrade of an API server, whatever the entity', async () => {
      const apiServerId = 'uid-1';
      await create(ID, { apiServerId });
      const other = { ...plan, clusterRef: 'resource:default/other' };
      await expect(
        create('other', { apiServerId, plan: other }),
      ).rejects.toMatchObject({ name: 'ConflictError', activeUpgradeId: ID });
      await expect(store.readState('other')).rejects.toThrow(/no upgrade/);
      expect(await store.readLockHolder(apiServerId)).toEqual({
        upgradeId: ID,
        clusterRef: plan.clusterRef,
      });
    });

    it.each<UpgradeOutcome>([
      'completed',
      'completed-with-overrides',
      'cancelled-unchanged',
      'stopped-mixed',
      'rolled-back',
      'rolled-back-with-leftovers',
      'rollback-failed',
    ])('unlocks the API server when an upgrade is %s', async outcome => {
      const apiServerId = 'uid-1';
      await create(ID, { apiServerId });
      const { fence } = await mustClaim();
      await commit(fence, [engineNote('progress')]);
      expect(await store.readLockHolder(apiServerId)).toBeDefined();
      await commit(fence, [
        { actor: ENGINE_ACTOR, type: 'finished', data: { outcome } },
      ]);
      expect(await store.readLockHolder(apiServerId)).toBeUndefined();
      const other = { ...plan, clusterRef: 'resource:default/other' };
      await create('other', { apiServerId, plan: other });
    });

    it('locks the API server for the holder of an upgrade, unless another one has it', async () => {
      await create(ID, { apiServerId: 'uid-1' });
      const { apiServerId, fence } = await mustClaim();
      expect(apiServerId).toBe('uid-1');
      const other = { ...plan, clusterRef: 'resource:default/other' };
      await create('other', { apiServerId: 'uid-2', plan: other });
      expect(await store.lockApiServer(fence, 'uid-1')).toBeUndefined();
      expect(await store.lockApiServer(fence, 'uid-2')).toEqual({
        upgradeId: 'other',
        clusterRef: other.clusterRef,
      });
      await store.releaseLease(fence, { afterMs: 0 });
      await expect(store.lockApiServer(fence, 'uid-3')).rejects.toThrow(
        StaleFenceError,
      );
      expect(await store.readLockHolder('uid-3')).toBeUndefined();
    });

    it('accepts the next upgrade of a cluster once the last has finished', async () => {
      await create();
      await finish((await mustClaim()).fence);
      await expect(create('next')).resolves.toEqual({
        upgradeId: 'next',
        isNew: true,
      });
    });

    it('accepts exactly one of many requests at once', async () => {
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) => create(`upgrade-${index}`)),
      );
      expect(
        results.filter(({ status }) => status === 'fulfilled'),
      ).toHaveLength(1);
    });
  });

  describe('claiming', () => {
    it('gives each upgrade to one of many workers at once', async () => {
      const ids = Array.from({ length: 24 }, (_, index) => `upgrade-${index}`);
      for (const id of ids) {
        await createOn(`resource:default/${id}`, id);
      }
      const perWorker = await Promise.all(
        Array.from({ length: 6 }, async (_, worker) => {
          const claimed: string[] = [];
          for (
            let next = await claim(`w-${worker}`);
            next;
            next = await claim(`w-${worker}`)
          ) {
            claimed.push(next.fence.upgradeId);
          }
          return claimed;
        }),
      );
      expect(perWorker.flat().sort()).toEqual([...ids].sort());
    });

    it('leaves a held upgrade alone until its lease has run out', async () => {
      await create();
      const first = await mustClaim('w-1');
      await clock.advance(LEASE_MS - 1);
      expect(await claim('w-2')).toBeUndefined();
      await clock.advance(1);
      const second = await mustClaim('w-2');
      expect(second.fence.epoch).toBe(first.fence.epoch + 1);
    });

    it('prolongs a lease from the moment of its renewal', async () => {
      await create();
      const { fence } = await mustClaim('w-1');
      await clock.advance(LEASE_MS - 1);
      await expect(
        store.renewLease(fence, { leaseMs: LEASE_MS, isWell: true }),
      ).resolves.toEqual({
        seq: 1,
      });
      await clock.advance(LEASE_MS - 1);
      expect(await claim('w-2')).toBeUndefined();
    });

    it('says how long nobody held the upgrade', async () => {
      await create();
      await mustClaim('w-1');
      await clock.advance(LEASE_MS + 4_000);
      expect((await mustClaim('w-2')).idleMs).toBe(4_000);
    });

    it('counts claims that ended with their worker, whatever it wrote, until a step ends', async () => {
      await create();
      const begun: NewEvent[] = [
        { actor: ENGINE_ACTOR, type: 'snapshot-begun', data: {} },
        { actor: ENGINE_ACTOR, type: 'started', data: {} },
        {
          actor: ENGINE_ACTOR,
          type: 'step-started',
          data: { plan: 'upgrade', stepId: 'a', attempt: 1 },
        },
      ];
      for (const [before, event] of begun.entries()) {
        const { fence, attemptsWithoutProgress } = await mustClaim(
          `w-${before}`,
        );
        expect(attemptsWithoutProgress).toBe(before);
        await commit(fence, [event]);
        await store.renewLease(fence, { leaseMs: LEASE_MS, isWell: false });
        await clock.advance(LEASE_MS);
      }
      const { fence, attemptsWithoutProgress } = await mustClaim('w-3');
      expect(attemptsWithoutProgress).toBe(3);
      await commit(fence, [
        {
          actor: ENGINE_ACTOR,
          type: 'step-done',
          data: {
            plan: 'upgrade',
            stepId: 'a',
            result: { code: 'ok', text: 'ok' },
          },
        },
      ]);
      await clock.advance(LEASE_MS);
      expect((await mustClaim('w-4')).attemptsWithoutProgress).toBe(1);
    });

    it('counts no claim that was given back in order, or lost by a worker that lives', async () => {
      await create();
      const first = await mustClaim('w-1');
      await store.releaseLease(first.fence, { afterMs: 0 });
      const second = await mustClaim('w-2');
      expect(second.attemptsWithoutProgress).toBe(0);
      await clock.advance(LEASE_MS);
      const again = await mustClaim('w-2');
      expect(again.attemptsWithoutProgress).toBe(0);
      await store.releaseLease(again.fence, { afterMs: 0, isFailed: true });
      expect((await mustClaim('w-2')).attemptsWithoutProgress).toBe(1);
    });

    it('forgets claims in vain when a worker was well for long', async () => {
      await create();
      await mustClaim('w-1');
      await clock.advance(LEASE_MS);
      const { fence, attemptsWithoutProgress } = await mustClaim('w-2');
      expect(attemptsWithoutProgress).toBe(1);
      await store.renewLease(fence, { leaseMs: LEASE_MS, isWell: true });
      await clock.advance(LEASE_MS);
      expect((await mustClaim('w-3')).attemptsWithoutProgress).toBe(1);
    });

    it('leaves an upgrade alone that a newer engine has taken up', async () => {
      await create();
      const newer = { engineVersion: ENGINE_VERSION + 1 };
      const { fence } = (await claim('w-newer', newer))!;
      await store.releaseLease(fence, { afterMs: 0 });
      expect(await claim('w-older')).toBeUndefined();
      expect(await claim('w-newer', newer)).toBeDefined();
    });

    it('leaves upgrades of newer engines alone', async () => {
      await store.createUpgrade({
        ...sampleUpgrade(plan, { atMs: clock.now() }),
        engineVersion: ENGINE_VERSION + 1,
      });
      expect(await claim()).toBeUndefined();
    });

    it('takes up a released upgrade after the time asked for', async () => {
      await create();
      const { fence } = await mustClaim('w-1');
      await store.releaseLease(fence, { afterMs: 5_000 });
      expect(await claim('w-2')).toBeUndefined();
      await clock.advance(5_000);
      await mustClaim('w-2');
    });

    it('leaves an upgrade alone that waits, until somebody asks for something', async () => {
      await create();
      const { fence } = await mustClaim('w-1');
      await store.releaseLease(fence, { askedAfterSeq: 1 });
      await clock.advance(10 * LEASE_MS);
      expect(await claim('w-2')).toBeUndefined();
      await ask(noteEvent('I wonder'));
      expect(await claim('w-2')).toBeUndefined();
      await ask(pauseRequest);
      await mustClaim('w-2');
    });

    it('takes up an upgrade that was asked for something just before it was given back to wait', async () => {
      await create();
      const { fence } = await mustClaim('w-1');
      const { seq } = await store.readState(ID);
      await ask(pauseRequest);
      await store.releaseLease(fence, { askedAfterSeq: seq });
      expect(await claim('w-2')).toBeDefined();
    });

    it('gives what was begun before what is new, and nothing new where there is no room', async () => {
      await createOn('resource:default/begun', 'begun');
      const { fence } = await mustClaim('w-1');
      await commit(fence, [
        { actor: ENGINE_ACTOR, type: 'snapshot-begun', data: {} },
      ]);
      await createOn('resource:default/new', 'new');
      await clock.advance(1_000);
      await store.releaseLease(fence, { afterMs: 0 });
      expect((await mustClaim('w-2')).fence.upgradeId).toBe('begun');
      expect(await claim('w-2', { onlyBegun: true })).toBeUndefined();
      expect((await mustClaim('w-2')).fence.upgradeId).toBe('new');
    });

    it('never claims a finished upgrade, even when someone leaves a note', async () => {
      await create();
      await finish((await mustClaim()).fence);
      const state = await store.readState(ID);
      await store.appendRequest(
        makeTransition(state, [noteEvent('thanks')], clock.now()),
      );
      await clock.advance(10 * LEASE_MS);
      expect(await claim()).toBeUndefined();
    });

    it('tells for how long the longest-waiting upgrade has waited', async () => {
      expect(await store.readBacklogAgeMs()).toBe(0);
      await create();
      await clock.advance(7_000);
      expect(await store.readBacklogAgeMs()).toBe(7_000);
      await mustClaim();
      expect(await store.readBacklogAgeMs()).toBe(0);
    });
  });

  describe('appending', () => {
    it('keeps the stored state equal to the replayed log', async () => {
      await create();
      const { fence } = await mustClaim();
      await commit(fence, [
        { actor: ENGINE_ACTOR, type: 'snapshot-begun', data: {} },
        { actor: ENGINE_ACTOR, type: 'started', data: {} },
        {
          actor: ENGINE_ACTOR,
          type: 'step-started',
          data: { plan: 'upgrade', stepId: 'a', attempt: 1 },
        },
      ]);
      await commit(fence, [
        {
          actor: ENGINE_ACTOR,
          type: 'step-done',
          data: {
            plan: 'upgrade',
            stepId: 'a',
            result: { code: 'ok', text: 'ok' },
          },
        },
      ]);
      // Absent and undefined are the same to JSON.
      const state = await store.readState(ID);
      expect(JSON.parse(JSON.stringify(await replay()))).toEqual(state);
      expect(state.steps.upgrade.a.status).toBe('done');
    });

    it('credits the time that nobody held the upgrade to the steps under way', async () => {
      await create();
      const { fence } = await mustClaim();
      await commit(fence, [
        { actor: ENGINE_ACTOR, type: 'snapshot-begun', data: {} },
        { actor: ENGINE_ACTOR, type: 'started', data: {} },
        {
          actor: ENGINE_ACTOR,
          type: 'step-started',
          data: { plan: 'upgrade', stepId: 'a', attempt: 1 },
        },
        {
          actor: ENGINE_ACTOR,
          type: 'claimed',
          data: { worker: 'w-1', epoch: 2, idleMs: 500 },
        },
      ]);
      const state = await store.readState(ID);
      expect(state.steps.upgrade.a.idleMs).toBe(500);
    });

    it('leaves no gap and repeats no number when worker and people write at once', async () => {
      await create();
      const { fence } = await mustClaim();
      const write = async (
        send: (before: UpgradeState) => Promise<void>,
      ): Promise<void> => {
        for (;;) {
          try {
            await send(await store.readState(ID));
            return;
          } catch (error) {
            if (!(error instanceof ConcurrentEventError)) {
              throw error;
            }
          }
        }
      };
      const writes = Array.from({ length: 20 }, (_, index) =>
        write(before => {
          const event = index % 2 ? noteEvent('n') : engineNote('n');
          const transition = makeTransition(before, [event], clock.now());
          return index % 2
            ? store.appendRequest(transition)
            : store.commitTransition(fence, transition);
        }),
      );
      await Promise.all(writes);
      const events = await allEvents();
      expect(events.map(({ seq }) => seq)).toEqual(
        Array.from({ length: 21 }, (_, index) => index + 1),
      );
      expect((await store.readState(ID)).seq).toBe(21);
    });

    it('refuses an entry composed before somebody else’s, and writes nothing of it', async () => {
      await create();
      const { fence } = await mustClaim();
      const before = await store.readState(ID);
      await commit(fence, [engineNote('first')], before);
      const stored = await dump();
      await expect(commit(fence, [engineNote('late')], before)).rejects.toThrow(
        ConcurrentEventError,
      );
      await expect(
        store.appendRequest(
          makeTransition(before, [noteEvent('late')], clock.now()),
        ),
      ).rejects.toThrow(ConcurrentEventError);
      expect(await dump()).toEqual(stored);
    });

    it('writes all of a transition or nothing', async () => {
      await create();
      const { fence } = await mustClaim();
      const stored = await dump();
      const transition = makeTransition(
        await store.readState(ID),
        [engineNote('one')],
        clock.now(),
      );
      const [event] = transition.events;
      // The second one violates the primary key after the row was updated.
      const broken = { ...transition, events: [event, event] };
      await expect(store.commitTransition(fence, broken)).rejects.toThrow();
      expect(await dump()).toEqual(stored);
    });

    it('saves memos, plans and the snapshot with the events they belong to', async () => {
      await create();
      const { fence } = await mustClaim();
      await commit(fence, [
        { actor: ENGINE_ACTOR, type: 'snapshot-begun', data: {} },
        { actor: ENGINE_ACTOR, type: 'started', data: {} },
        {
          actor: ENGINE_ACTOR,
          type: 'step-started',
          data: { plan: 'upgrade', stepId: 'a', attempt: 1 },
        },
      ]);
      const snapshot = {
        snapshot: { takenAtMs: 1, objects: [] },
        healthReference: { frozenAtMs: 1, applications: {} },
      };
      const rollback: UpgradePlan = { ...plan, kind: 'rollback' };
      await store.commitTransition(fence, {
        ...makeTransition(await store.readState(ID), [], clock.now()),
        memos: [{ plan: 'upgrade', stepId: 'a', memo: { round: 2 } }],
        plan: rollback,
        snapshot,
      });
      expect(await store.readMemos(ID, 'upgrade')).toEqual({ a: { round: 2 } });
      expect(await store.readPlan(ID, 'rollback')).toEqual(rollback);
      expect(await store.readPlan(ID, 'cleanup')).toBeUndefined();
      expect(await store.readSnapshot(ID)).toEqual(snapshot);
    });
  });

  describe('a worker that lost its lease', () => {
    /** Every write that needs a lease. */
    const writes: Record<
      string,
      (fence: Fence, state: UpgradeState) => Promise<unknown>
    > = {
      renewLease: fence =>
        store.renewLease(fence, { leaseMs: LEASE_MS, isWell: true }),
      releaseLease: fence => store.releaseLease(fence, { afterMs: 0 }),
      commitTransition: (fence, state) =>
        commit(fence, [engineNote('zombie')], state),
      lockApiServer: fence => store.lockApiServer(fence, 'uid-other'),
    };
    /** What needs none: reads, and writes of people and janitors. */
    const others = [
      'createUpgrade',
      'claimUpgrade',
      'appendRequest',
      'readState',
      'readMemos',
      'readPlan',
      'readSnapshot',
      'readEventsAfter',
      'listUpgrades',
      'countNotes',
      'readLastEvent',
      'readLockHolder',
      'deleteFinished',
      'readBacklogAgeMs',
    ];

    it('is tried with every method of the store', () => {
      expect([...methods].sort()).toEqual(
        [...Object.keys(writes), ...others].sort(),
      );
    });

    it.each(Object.keys(writes))('can’t write by %s', async name => {
      await create();
      const stale = await mustClaim('w-1');
      await clock.advance(LEASE_MS);
      await mustClaim('w-2');
      const state = await store.readState(ID);
      const stored = await dump();
      await expect(writes[name](stale.fence, state)).rejects.toThrow(
        StaleFenceError,
      );
      expect(await dump()).toEqual(stored);
    });

    it.each(Object.keys(writes))(
      'can’t write by %s after it claimed again under the same name',
      async name => {
        await create();
        const stale = await mustClaim('w-1');
        await clock.advance(LEASE_MS);
        await mustClaim('w-1');
        const state = await store.readState(ID);
        await expect(writes[name](stale.fence, state)).rejects.toThrow(
          StaleFenceError,
        );
      },
    );
  });

  describe('reading', () => {
    it('gives events after a number, in order and no more than asked', async () => {
      await create();
      const { fence } = await mustClaim();
      for (const text of ['a', 'b', 'c']) {
        await commit(fence, [engineNote(text)]);
      }
      const events = await store.readEventsAfter(ID, 1, 2);
      expect(
        events.map(({ seq, data }) => [seq, (data as { text: string }).text]),
      ).toEqual([
        [2, 'a'],
        [3, 'b'],
      ]);
      const [first] = await allEvents();
      expect(first).toEqual(
        sampleUpgrade(plan, { atMs: clock.now() })
          .created satisfies UpgradeEvent,
      );
    });

    it('pages through upgrades, latest first, without repeating or missing one', async () => {
      for (let index = 0; index < 7; index += 1) {
        // Three pairs at the same moment.
        const atMs = clock.now() + Math.floor(index / 2);
        await createOn(`resource:default/${index}`, `upgrade-${index}`, atMs);
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.listUpgrades({ limit: 2, cursor });
        seen.push(...page.upgrades.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(
        [6, 5, 4, 3, 2, 1, 0].map(index => `upgrade-${index}`),
      );
    });

    it('lists by cluster, by status and by whether it is active', async () => {
      await createOn('resource:default/one', 'one');
      const { fence } = await mustClaim();
      await finish(fence);
      await createOn('resource:default/two', 'two');
      const ids = async (
        filter: Omit<Parameters<UpgradeStore['listUpgrades']>[0], 'limit'>,
      ) =>
        (await store.listUpgrades({ limit: 10, ...filter })).upgrades.map(
          ({ id }) => id,
        );
      expect(await ids({ clusterRef: 'resource:default/one' })).toEqual([
        'one',
      ]);
      expect(await ids({ statuses: ['queued'] })).toEqual(['two']);
      expect(await ids({ isActive: false })).toEqual(['one']);
      expect(await ids({ isActive: true })).toEqual(['two']);
    });

    it('gives cursors that say nothing of the upgrade they end at', async () => {
      for (const id of ['upgrade-1', 'upgrade-2', 'upgrade-3']) {
        await createOn(`resource:default/${id}`, id, clock.now());
      }
      const page = await store.listUpgrades({ limit: 2 });
      const cursor = page.nextCursor!;
      const said = Buffer.from(cursor, 'base64url').toString();
      const inside = Buffer.from(said.split(':').at(-1)!, 'base64').toString();
      for (const { id } of page.upgrades) {
        expect(`${cursor} ${said} ${inside}`).not.toContain(id);
      }
      const forged = Buffer.from(
        JSON.stringify([1, page.upgrades[0].id]),
      ).toString('base64url');
      await expect(
        store.listUpgrades({ limit: 1, cursor: forged }),
      ).rejects.toMatchObject({ name: 'InputError' });
    });

    it('names a cursor that no list gave', async () => {
      await expect(
        store.listUpgrades({ limit: 1, cursor: 'bogus' }),
      ).rejects.toThrow(/The cursor is not one/);
    });

    it('deletes what finished before a time, with all that belongs to it', async () => {
      await create();
      await finish((await mustClaim()).fence);
      await expect(store.deleteFinished(clock.now())).resolves.toBe(0);
      await expect(store.deleteFinished(clock.now() + 1)).resolves.toBe(1);
      expect(await allEvents()).toEqual([]);
      expect(await store.readPlan(ID, 'upgrade')).toBeUndefined();
    });
  });
}
