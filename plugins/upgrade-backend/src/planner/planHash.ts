import { createHash } from 'node:crypto';
import { UpgradePlan } from '@cluster-upgrade/plugin-upgrade-common';
import { canonicalJson } from './canonicalJson';

/** What a person consents to: the hash of everything that the plan says. */
export function planHash(plan: UpgradePlan): string {
  const digest = createHash('sha256').update(canonicalJson(plan)).digest('hex');
  return `sha256:${digest}`;
}
