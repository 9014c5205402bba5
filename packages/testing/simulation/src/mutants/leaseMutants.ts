import { Mutant } from './Mutant';

const ENGINE = 'plugins/upgrade-backend/src/engine';
const DATABASE = 'plugins/upgrade-backend/src/database/operations';

/** Who may write: fence, lease and intent. */
export const LEASE_MUTANTS: readonly Mutant[] = [
  {
    name: 'commit-fence',
    guard: 'a commit carries epoch and owner of the lease',
    why: 'a worker that lost its lease writes over the one that has it',
    file: `${DATABASE}/commitTransition.ts`,
    search: `      epoch: fence.epoch,
      lease_owner: fence.owner,
      seq`,
    replacement: `      seq`,
  },
  {
    name: 'commit-epoch',
    guard: 'a commit carries the epoch',
    why: 'a worker that claimed twice writes as of the time before',
    file: `${DATABASE}/commitTransition.ts`,
    search: `      epoch: fence.epoch,
      lease_owner: fence.owner,
      seq`,
    replacement: `      lease_owner: fence.owner,
      seq`,
  },
  {
    name: 'renewal-fence',
    guard: 'a renewal carries epoch and owner of the lease',
    why: 'two workers hold one upgrade',
    file: `${DATABASE}/renewLease.ts`,
    search: `      epoch: fence.epoch,
      lease_owner: fence.owner,
`,
    replacement: ``,
  },
  {
    name: 'release-fence',
    guard: 'a release carries epoch and owner of the lease',
    why: 'a worker that wakes late gives away what another one holds',
    file: `${DATABASE}/releaseLease.ts`,
    search: `      epoch: fence.epoch,
      lease_owner: fence.owner,
    })
    .update`,
    replacement: `    })
    .update`,
  },
  {
    name: 'claim-lease',
    guard: 'nobody claims what is held',
    why: 'two workers carry out one upgrade',
    file: `${DATABASE}/claimUpgrade.ts`,
    search: `(lease_expires_at is null or lease_expires_at <= ?)`,
    replacement: `(lease_expires_at is null or ? > 0)`,
  },
  {
    name: 'claim-epoch',
    guard: 'each claim raises the epoch',
    why: 'writes of the last holder can not be told from those of the next',
    file: `${DATABASE}/claimUpgrade.ts`,
    search: `knex.raw('epoch + 1')`,
    replacement: `knex.raw('epoch + 0')`,
  },
  {
    name: 'intent',
    guard: 'an intent is recorded before each effect',
    why: 'after a crash nobody knows what was done',
    file: `${ENGINE}/steps/StepRunner.ts`,
    search: `          await run.recordIntent(effect, object);
        } catch`,
    replacement: `        } catch`,
  },
];
