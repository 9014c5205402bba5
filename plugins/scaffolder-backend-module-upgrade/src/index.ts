/**
 * Template actions that plan, request and await cluster upgrades.
 *
 * @packageDocumentation
 */
export { scaffolderModuleUpgrade as default } from './module';
