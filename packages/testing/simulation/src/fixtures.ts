/**
 * Plans and states to begin a test with.
 *
 * @packageDocumentation
 */
export * from './samplePlan';
export { sampleState } from './sampleState';
