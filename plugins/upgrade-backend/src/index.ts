/**
 * The upgrade engine: durable, explainable cluster upgrades for Backstage.
 *
 * @packageDocumentation
 */
export { upgradePlugin as default } from './plugin';
