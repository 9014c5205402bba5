import {
  Message,
  objectKey,
  UpgradePlan,
} from '@cluster-upgrade/plugin-upgrade-common';
import { canonicalJson } from './canonicalJson';

/**
 * What is different in a plan that was compiled again from the cluster as it is now: the reasons why
 * the first one may not be started any more. Empty when nothing differs.
 */
export function planDrift(planned: UpgradePlan, now: UpgradePlan): Message[] {
  if (canonicalJson(planned) === canonicalJson(now)) {
    return [];
  }
  const messages = [
    ...versionDrift(planned, now),
    ...partDrift(
      'changes',
      'object',
      byKey(planned.changes, change => objectKey(change.object)),
      byKey(now.changes, change => objectKey(change.object)),
    ),
    ...partDrift(
      'steps',
      'step',
      byKey(planned.steps, step => step.id),
      byKey(now.steps, step => step.id),
    ),
    ...partDrift(
      'thresholds',
      'threshold',
      byKey(planned.thresholds, threshold => threshold.applicationId),
      byKey(now.thresholds, threshold => threshold.applicationId),
    ),
  ];
  return messages.length > 0
    ? messages
    : [
        {
          code: 'plan-drifted',
          text: 'What has to be saved or the order of the work is not the same any more.',
        },
      ];
}

function versionDrift(planned: UpgradePlan, now: UpgradePlan): Message[] {
  if (planned.fromVersion === now.fromVersion) {
    return [];
  }
  return [
    {
      code: 'version-drifted',
      params: { planned: planned.fromVersion, now: now.fromVersion },
      text: `The cluster runs ${now.fromVersion}, not ${planned.fromVersion}.`,
    },
  ];
}

/** Names are listed up to here; the rest is counted. */
const MAX_NAMED = 3;

function partDrift(
  part: string,
  noun: string,
  planned: Map<string, string>,
  now: Map<string, string>,
): Message[] {
  const different = [...new Set([...planned.keys(), ...now.keys()])].filter(
    key => planned.get(key) !== now.get(key),
  );
  if (different.length === 0) {
    return [];
  }
  const named = different.slice(0, MAX_NAMED).join(', ');
  const rest =
    different.length > MAX_NAMED
      ? ` and ${different.length - MAX_NAMED} more`
      : '';
  const isOne = different.length === 1;
  return [
    {
      code: `${part}-drifted`,
      params: { count: different.length, named },
      text: `${different.length} ${noun}${isOne ? '' : 's'} ${
        isOne ? 'is' : 'are'
      } not as planned: ${named}${rest}.`,
    },
  ];
}

function byKey<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Map<string, string> {
  return new Map(items.map(item => [keyOf(item), canonicalJson(item)]));
}
