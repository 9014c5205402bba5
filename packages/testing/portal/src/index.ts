/**
 * The demo portal as processes: started, stopped, spoken to over REST.
 *
 * @packageDocumentation
 */
export { engineClient } from './crash/engineClient';
export { buildAppBundle } from './host/appBundle';
export { BackendProcess } from './host/BackendProcess';
export type { NamedCluster } from './host/BackendProcess';
export { CleanUps } from './host/cleanUps';
export { demoConfig } from './host/demoConfig';
export { freePort } from './host/freePort';
export { PostgresServer } from './host/PostgresServer';
export { runProcess } from './host/runProcess';
export { startPostgres } from './host/startPostgres';
export { chooseVersion } from './rest/chooseVersion';
export { personaToken } from './rest/personaToken';
export { makePlan, startPlan, startUpgrade } from './rest/startUpgrade';
export { upgradeClientAt } from './rest/upgradeClientAt';
