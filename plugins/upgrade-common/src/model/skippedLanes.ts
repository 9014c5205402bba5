import { PlanKind } from './plan';

/**
 * The plan that an event begins anew: it goes round nothing yet, so that what an earlier run of it had skipped
 * counts no more. Other events begin none.
 *
 * @public
 */
export const PLAN_BEGUN_ANEW = {
  'cancel-begun': 'cleanup',
  'rollback-begun': 'rollback',
} as const satisfies Record<string, PlanKind>;
