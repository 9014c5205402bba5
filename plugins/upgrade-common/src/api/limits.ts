/** Shortest reason for what overrides a safety rule.
 *
 * @public
 */
export const MIN_REASON_LENGTH = 15;

/** Longest reason or note of a person.
 *
 * @public
 */
export const MAX_REASON_LENGTH = 2000;

/** Longest wait of one events request; below the idle limit of common proxies.
 *
 * @public
 */
export const MAX_EVENTS_WAIT_SECONDS = 25;

/** How long a threshold can be silenced at most.
 *
 * @public
 */
export const MAX_DISREGARD_MS = 60 * 60 * 1000;
