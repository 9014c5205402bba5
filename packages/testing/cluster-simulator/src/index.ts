/**
 * The embedded cluster: a Kubernetes API in this process or over HTTP.
 *
 * @packageDocumentation
 */
export type { AllowRule, SimulatorUser } from './apiserver/access/users';
export { adminUser, createSimulatedCluster } from './SimulatedCluster';
export type {
  SimulatedCluster,
  SimulatedClusterOptions,
} from './SimulatedCluster';
export { startSimulator } from './startSimulator';
export type { Simulator, SimulatorOptions } from './startSimulator';
export type { FaultSource, PodFault, PodFaultKind } from './faults/fault';
export { PodFaults } from './faults/PodFaults';
export type { RequestFault, RequestFaultKind } from './faults/requestFault';
export { RequestFaults } from './faults/RequestFaults';
export { FaultyTransport } from './faults/FaultyTransport';
export { SimulatorFaults } from './faults/SimulatorFaults';
export type { Fault } from './faults/SimulatorFaults';
export { startFaultProxy } from './http/startFaultProxy';
export type { FaultProxy, FaultProxyOptions } from './http/startFaultProxy';
export { runCluster } from './runCluster';
export type { RunClusterOptions, RunningCluster } from './runCluster';
export type { RunningConnection } from './clusterTarget';
export type { Population } from './populateCluster';
export { startInProcessCluster } from './startInProcessCluster';
export type {
  InProcessCluster,
  InProcessClusterOptions,
} from './startInProcessCluster';
export { applyManifests } from './seeds/applyManifests';
export { readManifests } from './seeds/readManifests';
export { resizeSeed } from './seeds/resizeSeed';
export type { SimulatedPlatform } from './SimulatedPlatform';
