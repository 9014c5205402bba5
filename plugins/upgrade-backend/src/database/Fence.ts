declare const fenceBrand: unique symbol;

/**
 * Proof of ownership, handed out by a claim and shown at every write. Nobody else can make one, so a
 * write without a lease does not compile.
 */
export interface Fence {
  readonly upgradeId: string;
  readonly owner: string;
  /** Grows with each claim of the upgrade. */
  readonly epoch: number;
  readonly [fenceBrand]: true;
}

/** For claims, and for nothing else. */
export function grantFence(
  upgradeId: string,
  owner: string,
  epoch: number,
): Fence {
  return { upgradeId, owner, epoch } as Fence;
}
