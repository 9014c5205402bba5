import { VersionPolicy } from '@cluster-upgrade/plugin-upgrade-common';
import { isBackendMode } from '../resources';
import { WekaCheck, wekaCheck } from './wekaCheck';

/**
 * A client may lag one permitted step behind what it mounts. One that couldn't take the step to the target
 * itself would be left too far behind once the storage cluster has taken it.
 */
export function clientVersions(policy: VersionPolicy): WekaCheck {
  return wekaCheck({
    id: 'weka-client-versions',
    title: 'Clients are not too far behind',
    group: 'compatibility',
    answer({ inventory, plan }) {
      const tooOld = inventory.components
        .filter(({ id }) => !isBackendMode(id))
        .flatMap(({ title, version }) => {
          if (version === undefined || version === plan.toVersion) {
            return [];
          }
          const [refusal] = policy.assessEdge(
            { version },
            { version: plan.toVersion },
          ).refusals;
          return refusal ? [`${title}: ${refusal.text}`] : [];
        });
      return {
        status: tooOld.length > 0 ? 'hard-block' : 'pass',
        observed:
          tooOld.join(' ') || `every client can follow to ${plan.toVersion}`,
        needed: 'no client further behind than one step that Weka permits',
        remedy:
          tooOld.length > 0
            ? `Bring the clients to ${inventory.version ?? 'the version of the storage cluster'} first: choose that version.`
            : undefined,
      };
    },
  });
}
