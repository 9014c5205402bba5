/**
 * The demo portal as somebody with a browser gets it.
 *
 * @packageDocumentation
 */
export { buildScreens } from './buildScreens';
export { chromiumPath, launchBrowser } from './chromium';
export { Portal } from './Portal';
export { signIn } from './signIn';
export type { Persona } from './signIn';
export { startUpgrade, status, UPGRADE_LIMIT_MS } from './upgradePages';
export { Visitor } from './Visitor';
export type { Look } from './Visitor';
