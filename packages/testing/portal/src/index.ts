/**
 * The demo portal as processes: started, stopped, spoken to over REST.
 *
 * @packageDocumentation
 */
export { engineClient } from './crash/engineClient';
export { startUpgrade } from './crash/startUpgrade';
export { buildAppBundle } from './host/appBundle';
export { BackendProcess } from './host/BackendProcess';
export type { NamedCluster } from './host/BackendProcess';
export { chooseVersion } from './host/chooseVersion';
export { CleanUps } from './host/cleanUps';
export { demoConfig } from './host/demoConfig';
export { freePort } from './host/freePort';
export { personaToken } from './host/personaToken';
export { PostgresServer } from './host/PostgresServer';
export { runProcess } from './host/runProcess';
export { startPostgres } from './host/startPostgres';
