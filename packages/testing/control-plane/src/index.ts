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
export type { ControlPlaneAvailability } from './build/availability';
export {
  controlPlaneAvailability,
  isControlPlaneRequired,
} from './build/availability';
export type { BuildProgress } from './build/goBuild';
export type { BuildOptions } from './build/buildControlPlane';
export { buildControlPlane } from './build/buildControlPlane';
export type { StaticToken } from './dataFolder';
export type { ControlPlane, ControlPlaneOptions } from './startControlPlane';
export { startControlPlane } from './startControlPlane';
