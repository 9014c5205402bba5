import { Message } from '../model/message';

/**
 * Whether a person may do something now, and why not. The reason covers both the state of things and
 * the person's permissions, so that a screen can show it beside the disabled control.
 *
 * @public
 */
export type ActionAvailability =
  | { isAllowed: true }
  | {
      isAllowed: false;
      reason: Message;
      /** Set when it is the person's permission that is missing. */
      missingPermission?: string;
    };

/** What can be done with a cluster.
 *
 * @public
 */
export type ClusterAction = 'plan' | 'start' | 'override';

/** What can be done with a plan.
 *
 * @public
 */
export type PlanAction = 'check' | 'override' | 'start';

/** What can be done with an upgrade.
 *
 * @public
 */
export type UpgradeAction =
  'pause' | 'resume' | 'cancel' | 'rollback' | 'retry' | 'disregard' | 'note';
