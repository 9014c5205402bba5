/**
 * The engine without the plugin around it, for simulations of whole upgrades under virtual time. No interface for
 * anybody else: it changes whenever the engine does.
 *
 * @packageDocumentation
 */
export { DatabaseUpgradeStore } from '../database/DatabaseUpgradeStore';
export type { Fence } from '../database/Fence';
export { Sealer } from '../database/sealing/Sealer';
export { openUpgradeDatabase } from '../database/UpgradeDatabase';
export type { UpgradeDatabase } from '../database/UpgradeDatabase';
export type {
  Claim,
  ClaimRequest,
  NewUpgrade,
  Renewal,
  RequestTransition,
  Transition,
  UpgradeStore,
} from '../database/UpgradeStore';
export { buildPlan } from '../planner/buildPlan';
export { neededRights } from '../planner/neededRights';
export type { Plans } from './decisions/Plans';
export { engineEvent } from './decisions/transition';
export { DEFAULT_OPTIONS, ENGINE_VERSION } from './EngineOptions';
export type { EngineOptions } from './EngineOptions';
export type { EnginePorts } from './EnginePorts';
export { EventHub } from './EventHub';
export type { Stopwatch } from './lease/Stopwatch';
export { UpgradeRequests } from './UpgradeRequests';
export { UpgradeWorker } from './UpgradeWorker';
