/**
 * Whole upgrades under virtual time: a bench with a real engine, database and API server, and a swarm that puts
 * everything through it that can go wrong.
 *
 * @packageDocumentation
 */
export { EngineBench } from './EngineBench';
export { openMemoryDatabase } from './openMemoryDatabase';
export { PendingWork } from './PendingWork';
export { openSampleScenario } from './sample/sampleScenario';
export { unrestored } from './Scenario';
export type { OpenScenario } from './Scenario';
export {
  BAD,
  DONE,
  FAILED,
  scripted,
  ScriptedSteps,
  waitingFor,
} from './ScriptedSteps';
export { violations } from './rules/invariants';
export { SimulatedProcess } from './SimulatedProcess';
export { runSeed } from './swarm';
export type { SwarmResult } from './swarm';
