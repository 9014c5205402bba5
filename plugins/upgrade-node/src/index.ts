/**
 * Driver SDK of the upgrade plugins.
 *
 * @packageDocumentation
 */
export type { Clock } from './ports/Clock';
export { SystemClock } from './ports/SystemClock';
export type { Random } from './ports/Random';
export { SystemRandom } from './ports/SystemRandom';
export { SeededRandom } from './ports/SeededRandom';
export type {
  KubeList,
  KubeObject,
  ObjectKey,
  ObjectMeta,
  OwnerReference,
  ResourceType,
  WatchEvent,
} from './ports/KubeObject';
export type {
  ClusterClient,
  DeleteOptions,
  ListOptions,
  LogOptions,
  PatchOptions,
  PatchType,
  WatchOptions,
  WriteOptions,
} from './ports/ClusterClient';
export {
  ClusterApiError,
  ClusterUnreachableError,
  isApiError,
} from './ports/ClusterApiError';
export type {
  ApiRequest,
  ApiResponse,
  ApiTransport,
} from './ports/ApiTransport';
export { resourceTypes } from './cluster/resourceTypes';
export { RestClusterClient, listAll } from './cluster/RestClusterClient';
export { HttpTransport } from './cluster/HttpTransport';
export type { ClusterConnection } from './cluster/HttpTransport';
export type {
  CheckInput,
  DriverCheck,
  DriverContext,
  PlanInput,
  UpgradeDriver,
} from './driver/UpgradeDriver';
export type { SignalDefinition } from './driver/SignalDefinition';
export { upgradeDriversExtensionPoint } from './driver/extensionPoint';
export type { UpgradeDriversExtensionPoint } from './driver/extensionPoint';
export type {
  AccessRule,
  StepContext,
  StepHandler,
  StepIdentity,
  StepOutcome,
} from './step/StepHandler';
export { TerminalStepError } from './step/TerminalStepError';
export { defineStep } from './step/defineStep';
export type {
  DecisionFacts,
  StepDecision,
  StepDefinition,
} from './step/defineStep';
export { libraryStep, stepInputs } from './steps/stepInputs';
export type { LibraryStepInput, LibraryStepKind } from './steps/stepInputs';
