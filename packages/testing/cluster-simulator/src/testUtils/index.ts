/**
 * Objects and sentences for tables of reconcilers.
 *
 * @packageDocumentation
 */
export { NOW_MS, nodeWith, objectWith, podWith, timeAgo } from './objects';
export type { NodeTraits, PodTraits } from './objects';
export { patchedStatus, withoutStatus, wordedWrites } from './wordedWrites';
