/**
 * Objects and sentences for tables of reconcilers, and whole clusters in virtual time.
 *
 * @packageDocumentation
 */
export { NOW_MS, nodeWith, objectWith, podWith, timeAgo } from './objects';
export type { NodeTraits, PodTraits } from './objects';
export { startVirtualWorld } from './startVirtualWorld';
export type { VirtualWorld } from './startVirtualWorld';
export { patchedStatus, withoutStatus, wordedWrites } from './wordedWrites';
