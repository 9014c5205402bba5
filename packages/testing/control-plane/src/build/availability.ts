import { existsSync } from 'node:fs';
import { readAssetsFolder } from './assetsFolder';
import { goIsMissing } from './buildControlPlane';
import { readBuildRecipe } from './buildRecipe';
import { findGo } from './goToolchain';

/**
 * Whether a control plane can be had on this machine.
 *
 * @public
 */
export type ControlPlaneAvailability =
  { available: true } | { available: false; reason: string };

/**
 * Says without building anything whether `startControlPlane` can work here, so that suites which
 * need it can be skipped with the reason.
 *
 * @public
 */
export function controlPlaneAvailability(): ControlPlaneAvailability {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets) {
    try {
      readAssetsFolder(assets);
      return { available: true };
    } catch (error) {
      return { available: false, reason: (error as Error).message };
    }
  }
  if (existsSync(readBuildRecipe().binary) || findGo()) {
    return { available: true };
  }
  return { available: false, reason: goIsMissing().message };
}

/**
 * Whether suites that need the control plane must fail rather than be skipped without it: in
 * continuous integration (`CI`), and where `UPGRADE_REQUIRE_CONTROL_PLANE` is set to anything but
 * `0` or `false`.
 *
 * @public
 */
export function isControlPlaneRequired(
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  return [environment.CI, environment.UPGRADE_REQUIRE_CONTROL_PLANE].some(
    value => Boolean(value) && value !== '0' && value !== 'false',
  );
}
