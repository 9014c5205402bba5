import {
  CheckGroup,
  Finding,
  Verification,
} from '@cluster-upgrade/plugin-upgrade-common';

/** The order in which findings are shown, so that nothing jumps between two runs. */
const GROUP_ORDER: readonly CheckGroup[] = [
  'resources',
  'health',
  'connectivity',
  'compatibility',
  'backup',
  'policy',
];

/**
 * What is known after some checks ran: their findings replace the earlier ones of the same checks. The
 * whole is as old as its oldest finding.
 */
export function mergeVerification(
  earlier: Verification | undefined,
  ran: { checkIds: readonly string[]; findings: readonly Finding[] },
  validityMs: number,
  nowMs: number,
): Verification {
  const kept = (earlier?.findings ?? []).filter(
    finding => !ran.checkIds.includes(finding.checkId),
  );
  const findings = [...kept, ...ran.findings].sort(byGroupThenId);
  const checkedAtMs = Math.min(
    nowMs,
    ...findings.map(({ checkedAtMs: at }) => at),
  );
  return { findings, checkedAtMs, validUntilMs: checkedAtMs + validityMs };
}

function byGroupThenId(a: Finding, b: Finding): number {
  const byGroup = GROUP_ORDER.indexOf(a.group) - GROUP_ORDER.indexOf(b.group);
  if (byGroup !== 0) {
    return byGroup;
  }
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
