import { accessSync, constants } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  componentNames,
  ControlPlaneBinaries,
  ComponentName,
} from '../components';
import { ControlPlaneUnavailable } from '../ControlPlaneError';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // The caller says which programs are missing; why makes no difference to the remedy.
    return false;
  }
}

/**
 * Finds the programs in the folder that `KUBEBUILDER_ASSETS` names, the convention of controller
 * tests: `etcd` and `kube-apiserver` must be there, the controller manager and the scheduler may be.
 *
 * @throws ControlPlaneUnavailable when one of the two is missing.
 * @internal
 */
export function readAssetsFolder(folder: string): ControlPlaneBinaries {
  const found = componentNames.filter(name => isExecutable(join(folder, name)));
  const missing = (['etcd', 'kube-apiserver'] as ComponentName[]).filter(
    name => !found.includes(name),
  );
  if (missing.length > 0) {
    throw new ControlPlaneUnavailable(
      `KUBEBUILDER_ASSETS names ${folder}, which has no executable ${missing.join(
        ' and no ',
      )}.`,
      'Put them there (setup-envtest downloads them), or unset KUBEBUILDER_ASSETS and install Go to build them.',
    );
  }
  const command = (name: ComponentName) => ({
    file: resolve(folder, name),
    leadingArguments: [],
  });
  return {
    etcd: command('etcd'),
    'kube-apiserver': command('kube-apiserver'),
    ...Object.fromEntries(found.map(name => [name, command(name)])),
  };
}
