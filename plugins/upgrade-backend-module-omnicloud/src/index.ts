/**
 * The OmniCloud driver of the upgrade plugins.
 *
 * @packageDocumentation
 */
export { upgradeModuleOmnicloud as default } from './module';
export { omniCloudDriver } from './OmniCloudDriver';
