import { imageTag } from '@cluster-upgrade/plugin-upgrade-node';
import { VersionPolicy } from '@cluster-upgrade/plugin-upgrade-common';
import { containersOfClient } from '../inventory/components';
import { isLeftOut, WekaClient } from '../resources';
import { CheckView, WekaCheck, wekaCheck } from './wekaCheck';

/**
 * A client may lag one permitted step behind what it mounts. One that couldn't take the step to the target
 * itself would be left too far behind once the storage cluster has taken it; one that is ahead of the target
 * would mount something older than itself. Each container counts: those of one client may differ.
 */
export function clientVersions(policy: VersionPolicy): WekaCheck {
  return wekaCheck({
    id: 'weka-client-versions',
    title: 'Every client can follow to the target',
    group: 'compatibility',
    answer(view) {
      const { inventory, plan } = view;
      const target = { version: plan.toVersion };
      const found = view.clients.flatMap(client =>
        versionsOf(client, view)
          .filter(version => version !== plan.toVersion)
          .flatMap(version => {
            const [refusal] = policy.assessEdge({ version }, target).refusals;
            return refusal
              ? [
                  {
                    text: `Client ${client.metadata.name}: ${refusal.text}`,
                    isAhead: policy.compare({ version }, target) > 0,
                  },
                ]
              : [];
          }),
      );
      return {
        status: found.length > 0 ? 'hard-block' : 'pass',
        observed:
          found.map(({ text }) => text).join(' ') ||
          `every client can follow to ${plan.toVersion}`,
        needed:
          'no client further behind than one step that Weka permits, and none ahead',
        remedy: remedyFor(found, inventory.version),
      };
    },
  });
}

function versionsOf(client: WekaClient, { containers }: CheckView): string[] {
  const versions = containersOfClient(containers, client)
    .filter(container => !isLeftOut(container))
    .flatMap(({ status }) => imageTag(status?.lastAppliedImage) ?? []);
  return [...new Set(versions)].sort();
}

function remedyFor(
  found: ReadonlyArray<{ isAhead: boolean }>,
  version = 'the version of the storage cluster',
): string | undefined {
  if (found.length === 0) {
    return undefined;
  }
  return found.some(({ isAhead }) => isAhead)
    ? 'Choose a version that is at least as new as the newest client.'
    : `Bring the clients to ${version} first: choose that version.`;
}
