/**
 * Upstream's own Kubernetes control plane for tests and demonstrations.
 *
 * @packageDocumentation
 */
export type {
  ComponentCommand,
  ComponentName,
  ControlPlaneBinaries,
} from './components';
export {
  ControlPlaneFailed,
  ControlPlaneUnavailable,
} from './ControlPlaneError';
export type { ControlPlaneAvailability } from './availability';
export {
  controlPlaneAvailability,
  isControlPlaneRequired,
} from './availability';
export type { BuildProgress } from './goBuild';
export type { BuildOptions } from './buildControlPlane';
export { buildControlPlane } from './buildControlPlane';
export type { StaticToken } from './dataFolder';
export type { ControlPlane, ControlPlaneOptions } from './startControlPlane';
export { startControlPlane } from './startControlPlane';
