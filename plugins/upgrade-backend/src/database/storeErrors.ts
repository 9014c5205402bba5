import { ConflictError } from '@backstage/errors';

/**
 * The writer is not the owner any more: another worker claimed the upgrade. Whoever gets it must stop
 * at once, and may not touch the cluster again.
 */
export class StaleFenceError extends Error {
  override readonly name = 'StaleFenceError';

  constructor(upgradeId: string, epoch: number, found: number | undefined) {
    super(
      `Upgrade ${upgradeId} is not held at epoch ${epoch} any more; the database says ${
        found ?? 'that it does not exist'
      }`,
    );
  }
}

/**
 * Another event was appended first. Read what is new and decide again.
 */
export class ConcurrentEventError extends Error {
  override readonly name = 'ConcurrentEventError';

  constructor(
    upgradeId: string,
    readonly expectedSeq: number,
    readonly foundSeq: number,
  ) {
    super(
      `Upgrade ${upgradeId} is at event ${foundSeq}, not ${expectedSeq} any more`,
    );
  }
}

/**
 * The cluster has an upgrade that is not finished.
 */
export class ActiveUpgradeError extends ConflictError {
  constructor(
    readonly clusterRef: string,
    readonly activeUpgradeId: string,
  ) {
    super(
      `Cluster ${clusterRef} is being upgraded already by upgrade ${activeUpgradeId}; wait until that has finished, or cancel it`,
    );
  }
}

/**
 * The idempotency key was used for another request.
 */
export class IdempotencyKeyReusedError extends ConflictError {
  constructor(readonly upgradeId: string) {
    super(
      `The idempotency key was used for upgrade ${upgradeId}, which runs another plan; choose a new key`,
    );
  }
}
