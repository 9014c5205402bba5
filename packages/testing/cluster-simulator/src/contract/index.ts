/**
 * What a Kubernetes API must do for the upgrade plugins, as tests that run on any cluster.
 *
 * @packageDocumentation
 */
export type { Contract } from './Contract';
export { describeContract, runContractCase } from './Contract';
export type { ContractCluster } from './ContractScope';
export { contracts } from './contracts';
