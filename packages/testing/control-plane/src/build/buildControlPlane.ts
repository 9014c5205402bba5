import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readAssetsFolder } from './assetsFolder';
import { withBuildLock } from './BuildLock';
import { readBuildRecipe } from './buildRecipe';
import { componentNames, ControlPlaneBinaries } from '../components';
import { ControlPlaneUnavailable } from '../ControlPlaneError';
import { BuildProgress, runGoBuild } from './goBuild';
import { findGo } from './goToolchain';

/** @public */
export interface BuildOptions {
  onProgress?: (progress: BuildProgress) => void;
}

/** @internal */
export function goIsMissing(): ControlPlaneUnavailable {
  return new ControlPlaneUnavailable(
    'There is no Go on this machine to build the Kubernetes control plane with.',
    'Install Go 1.26 or later, or set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver.',
  );
}

function multiCallBinaries(file: string): ControlPlaneBinaries {
  return Object.fromEntries(
    componentNames.map(name => [name, { file, leadingArguments: [name] }]),
  ) as ControlPlaneBinaries;
}

/**
 * Gives the control plane's programs: those in `KUBEBUILDER_ASSETS` when it is set, else upstream's,
 * built from their Go modules. The first build takes some minutes and is kept in `.toolchain`; the
 * next call finds it.
 *
 * @throws ControlPlaneUnavailable without Go and without binaries, or when the build fails.
 * @public
 */
export async function buildControlPlane(
  options: BuildOptions = {},
): Promise<ControlPlaneBinaries> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets) return readAssetsFolder(assets);

  const onProgress = options.onProgress ?? (() => {});
  const recipe = readBuildRecipe();
  const { binary } = recipe;
  if (!existsSync(binary)) {
    const go = findGo();
    if (!go) throw goIsMissing();
    await mkdir(dirname(binary), { recursive: true });
    await withBuildLock(
      `${binary}.lock`,
      () => onProgress({ message: 'Waiting for another build to finish' }),
      async () => {
        if (existsSync(binary)) return;
        // Renamed when complete: an interrupted build must not look like a binary.
        const unfinished = `${binary}.${process.pid}.unfinished`;
        try {
          await runGoBuild(go, recipe, unfinished, onProgress);
          await rename(unfinished, binary);
        } finally {
          await rm(unfinished, { force: true });
        }
      },
    );
  }
  return multiCallBinaries(binary);
}
