/**
 * The Weka driver of the upgrade plugins.
 *
 * @packageDocumentation
 */
export { upgradeModuleWeka as default } from './module';
export { createWekaDriver } from './WekaDriver';
export type { WekaDriverOptions } from './WekaDriver';
export type { OperatorRule } from './versions/operatorRules';
