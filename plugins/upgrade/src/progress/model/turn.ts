import {
  ApplicationInfo,
  UpgradeState,
} from '@cluster-upgrade/plugin-upgrade-common';

/** The application whose failing made an upgrade turn back. */
export function applicationOfFailure(
  { failure }: UpgradeState,
  applications: readonly ApplicationInfo[],
): ApplicationInfo | undefined {
  const id = failure?.cause.params?.application;
  return applications.find(application => application.id === id);
}
