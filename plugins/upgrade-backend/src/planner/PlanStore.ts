import { PlanRecord } from '@cluster-upgrade/plugin-upgrade-common';

/** Where plans live, in the words of planning. */
export interface PlanStore {
  savePlan(record: PlanRecord, expiresAtMs: number): Promise<void>;
  /** How many that have not expired somebody had made. */
  countPlans(createdBy: string): Promise<number>;
  /** @throws NotFoundError from `@backstage/errors` when there is none, or it has expired */
  readPlan(planId: string): Promise<PlanRecord>;
  /**
   * Replaces what was verified and accepted; `change` is called again when somebody else was first.
   */
  updatePlan(
    planId: string,
    change: (
      record: PlanRecord,
    ) => Pick<PlanRecord, 'verification' | 'overrides'>,
  ): Promise<PlanRecord>;
}
