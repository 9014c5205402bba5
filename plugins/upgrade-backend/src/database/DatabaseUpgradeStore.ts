import { JsonValue } from '@backstage/types';
import {
  PlanKind,
  UpgradeEvent,
  UpgradeEventType,
  UpgradePlan,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';
import { Knex } from 'knex';
import { Dialect } from './dialect';
import { Fence } from './Fence';
import { appendRequest } from './operations/appendRequest';
import { claimUpgrade } from './operations/claimUpgrade';
import { commitTransition } from './operations/commitTransition';
import { createUpgrade } from './operations/createUpgrade';
import { deleteFinished } from './operations/deleteFinished';
import { listUpgrades } from './operations/reads/listUpgrades';
import { lockForHolder, readLockHolder } from './operations/apiServerLock';
import { readBacklogAgeMs } from './operations/reads/readBacklogAge';
import {
  countNotes,
  readEventsAfter,
  readLastEvent,
} from './operations/reads/readEventsAfter';
import { readPlan, readSnapshot } from './operations/reads/readPlan';
import { readMemos, readState } from './operations/reads/readState';
import { releaseLease } from './operations/releaseLease';
import { renewLease } from './operations/renewLease';
import { Sealer } from './sealing/Sealer';
import { UpgradeDatabase } from './UpgradeDatabase';
import {
  Claim,
  ClaimRequest,
  CreatedUpgrade,
  LockHolder,
  NewUpgrade,
  NoteCounts,
  Release,
  Renewal,
  RequestTransition,
  SavedSnapshot,
  Transition,
  UpgradeFilter,
  UpgradePage,
  UpgradeStore,
} from './UpgradeStore';

/**
 * Opens transactions and calls operations, nothing else.
 */
export class DatabaseUpgradeStore implements UpgradeStore {
  readonly #knex: Knex;
  readonly #dialect: Dialect;
  readonly #sealer: Sealer;

  private constructor(database: UpgradeDatabase) {
    this.#knex = database.knex;
    this.#dialect = database.dialect;
    this.#sealer = database.sealer;
  }

  static create(options: { database: UpgradeDatabase }): DatabaseUpgradeStore {
    return new DatabaseUpgradeStore(options.database);
  }

  createUpgrade(upgrade: NewUpgrade): Promise<CreatedUpgrade> {
    return this.#dialect.write(this.#knex, trx =>
      createUpgrade(trx, this.#dialect, this.#sealer, upgrade),
    );
  }

  claimUpgrade(claim: ClaimRequest): Promise<Claim | undefined> {
    return claimUpgrade(this.#knex, this.#dialect, claim);
  }

  renewLease(fence: Fence, renewal: Renewal): Promise<{ seq: number }> {
    return renewLease(this.#knex, this.#dialect, fence, renewal);
  }

  releaseLease(fence: Fence, until: Release): Promise<void> {
    return releaseLease(this.#knex, this.#dialect, fence, until);
  }

  commitTransition(fence: Fence, transition: Transition): Promise<void> {
    return this.#dialect.write(this.#knex, trx =>
      commitTransition(trx, this.#dialect, this.#sealer, fence, transition),
    );
  }

  appendRequest(transition: RequestTransition): Promise<void> {
    return this.#dialect.write(this.#knex, trx =>
      appendRequest(trx, this.#dialect, transition),
    );
  }

  readState(upgradeId: string): Promise<UpgradeState> {
    return this.#dialect.readConsistently(this.#knex, trx =>
      readState(trx, upgradeId),
    );
  }

  readMemos(
    upgradeId: string,
    plan: PlanKind,
  ): Promise<Record<string, JsonValue>> {
    return readMemos(this.#knex, this.#sealer, upgradeId, plan);
  }

  readPlan(
    upgradeId: string,
    kind: PlanKind,
  ): Promise<UpgradePlan | undefined> {
    return readPlan(this.#knex, this.#sealer, upgradeId, kind);
  }

  readSnapshot(upgradeId: string): Promise<SavedSnapshot | undefined> {
    return readSnapshot(this.#knex, this.#sealer, upgradeId);
  }

  readEventsAfter(
    upgradeId: string,
    afterSeq: number,
    limit: number,
  ): Promise<UpgradeEvent[]> {
    return readEventsAfter(this.#knex, upgradeId, afterSeq, limit);
  }

  countNotes(upgradeId: string, actor: string): Promise<NoteCounts> {
    return countNotes(this.#knex, upgradeId, actor);
  }

  readLastEvent(
    upgradeId: string,
    afterSeq: number,
    types: readonly UpgradeEventType[],
  ): Promise<UpgradeEvent | undefined> {
    return readLastEvent(this.#knex, upgradeId, afterSeq, types);
  }

  listUpgrades(filter: UpgradeFilter): Promise<UpgradePage> {
    return listUpgrades(this.#knex, this.#sealer, filter);
  }

  readLockHolder(apiServerId: string): Promise<LockHolder | undefined> {
    return readLockHolder(this.#knex, apiServerId);
  }

  lockApiServer(
    fence: Fence,
    apiServerId: string,
  ): Promise<LockHolder | undefined> {
    return this.#dialect.write(this.#knex, trx =>
      lockForHolder(trx, fence, apiServerId),
    );
  }

  deleteFinished(beforeMs: number): Promise<number> {
    return deleteFinished(this.#knex, beforeMs);
  }

  readBacklogAgeMs(): Promise<number> {
    return readBacklogAgeMs(this.#knex, this.#dialect);
  }
}
