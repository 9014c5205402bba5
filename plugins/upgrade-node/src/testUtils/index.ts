/**
 * What tests of drivers and steps are built from.
 *
 * @packageDocumentation
 */
export { VirtualClock } from './VirtualClock';
