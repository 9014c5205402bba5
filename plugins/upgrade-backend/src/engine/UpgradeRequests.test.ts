import { TestDatabases } from '@backstage/backend-test-utils';
import { ENGINE_ACTOR, NewEvent } from '@cluster-upgrade/plugin-upgrade-common';
import { SeededRandom } from '@cluster-upgrade/plugin-upgrade-node';
import { VirtualClock } from '@cluster-upgrade/plugin-upgrade-node/testUtils';
import { DatabaseUpgradeStore } from '../database/DatabaseUpgradeStore';
import { Sealer } from '../database/sealing/Sealer';
import { openUpgradeDatabase } from '../database/UpgradeDatabase';
import { UpgradeStore } from '../database/UpgradeStore';
import {
  samplePlan,
  sampleUpgrade,
} from '@cluster-upgrade/simulation/fixtures';
import { makeTransition } from './decisions/transition';
import { ENGINE_VERSION } from './EngineOptions';
import { UpgradeRequests } from './UpgradeRequests';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ID = 'upgrade-1';
const TOM = 'user:default/tom';

const progress = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    actor: ENGINE_ACTOR,
    type: 'note',
    data: { text: `Progress ${index}` },
  }));

describe.each(databases.eachSupportedId())(
  'what people ask of upgrades, on %s',
  databaseId => {
    let store: UpgradeStore;
    let requests: UpgradeRequests;

    beforeEach(async () => {
      const clock = new VirtualClock();
      const knex = await databases.init(databaseId);
      const database = await openUpgradeDatabase({
        database: { getClient: async () => knex },
        sealer: Sealer.create({ secrets: ['tests'] }),
        leaseClock: clock,
      });
      store = DatabaseUpgradeStore.create({ database });
      requests = new UpgradeRequests({
        store,
        clock,
        random: new SeededRandom(1),
        noteLimits: { notesPerUser: 2, notesPerUpgrade: 3 },
        wake: () => {},
      });
      await store.createUpgrade(sampleUpgrade(samplePlan([])));
    });

    async function commit(events: NewEvent[]): Promise<number> {
      const claim = await store.claimUpgrade({
        owner: 'w-1',
        leaseMs: 15_000,
        engineVersion: ENGINE_VERSION,
      });
      const state = await store.readState(ID);
      const transition = makeTransition(state, events, 0);
      await store.commitTransition(claim!.fence, transition);
      // The end gives the lease back by itself.
      if (transition.state.status !== 'finished') {
        await store.releaseLease(claim!.fence, { afterMs: 0 });
      }
      return transition.state.seq;
    }

    it.each([10, 700])(
      'are refused to a page that is %s events older than a change of course',
      async behind => {
        const seen = await commit(progress(1));
        await commit(progress(behind));
        await requests.control(ID, 'pause', { actor: TOM, reason: 'Lunch' });
        await commit(progress(behind));
        await expect(
          requests.control(ID, 'cancel', {
            actor: 'user:default/mia',
            expectedSeq: seen,
          }),
        ).rejects.toThrow(/not as you saw it any more.*tom asked to pause/);
      },
    );

    it('are accepted from a page that missed nothing but progress', async () => {
      const seen = await commit(progress(1));
      const seq = await commit(progress(700));
      const state = await requests.control(ID, 'pause', {
        actor: TOM,
        expectedSeq: seen,
      });
      expect(state.seq).toBe(seq + 1);
    });

    it('takes a bounded number of notes, of one person and of all, after the end too', async () => {
      const note = (actor: string) => requests.note(ID, 'A note', { actor });
      await note(TOM);
      await commit([
        {
          actor: ENGINE_ACTOR,
          type: 'finished',
          data: { outcome: 'cancelled-unchanged' },
        },
      ]);
      await note(TOM);
      await expect(note(TOM)).rejects.toMatchObject({
        statusCode: 429,
        message: expect.stringContaining('2 notes of user:default/tom'),
      });
      await note('user:default/mia');
      await expect(note('user:default/ada')).rejects.toThrow(
        /3 notes and takes no more.*notesPerUpgrade/,
      );
    });
  },
);
