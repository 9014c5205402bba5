/**
 * The screens of the upgrade plugins, for the new frontend system. Older portals use `./legacy`.
 *
 * @packageDocumentation
 */
export { upgradePlugin as default } from './plugin';
export { upgradeApiRef } from './apis';
