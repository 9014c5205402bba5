import { Finding } from '@cluster-upgrade/plugin-upgrade-common';
import {
  CheckInput,
  Clock,
  DriverCheck,
} from '@cluster-upgrade/plugin-upgrade-node';
import { mapBounded } from '../clusters/mapBounded';
import { askCluster } from '../clusters/askCluster';
import { withoutCredentialsInTexts } from '../redaction/redactTexts';

/** Bounds of one verification. */
export interface CheckLimits {
  clock: Clock;
  /** How long one check may take before it counts as not checked. */
  timeoutMs: number;
  /** Checks that run at once. */
  concurrency: number;
}

/**
 * Runs checks and answers with their findings in the order of the checks. A check that throws, gives no
 * finding or doesn't answer in time becomes a finding "not checked", never one that passed.
 */
export async function runChecks(
  checks: readonly DriverCheck[],
  input: CheckInput,
  limits: CheckLimits,
): Promise<Finding[]> {
  const results = await mapBounded(checks, limits.concurrency, check =>
    runCheck(check, input, limits),
  );
  return results.flat();
}

async function runCheck(
  check: DriverCheck,
  input: CheckInput,
  { clock, timeoutMs }: CheckLimits,
): Promise<Finding[]> {
  try {
    const findings = await askCluster(
      signal =>
        check.run({
          ...input,
          signal: input.signal
            ? AbortSignal.any([input.signal, signal])
            : signal,
        }),
      { clock, timeoutMs, what: `check '${check.id}'` },
    );
    return findings.length > 0
      ? withoutCredentialsInTexts(findings)
      : [notChecked(check, 'The check gave no finding.', clock.now())];
  } catch (error) {
    return [notChecked(check, causeOf(error), clock.now())];
  }
}

function notChecked(
  check: DriverCheck,
  cause: string,
  checkedAtMs: number,
): Finding {
  return {
    id: check.id,
    checkId: check.id,
    group: check.group,
    title: check.title,
    status: 'not-checked',
    observed: `Could not be checked: ${cause}`,
    needed: 'An answer; what could not be checked does not count as passed',
    objects: [],
    ownerRefs: [],
    remedy: 'Mend the cause and run this check again.',
    checkedAtMs,
  };
}

function causeOf(error: unknown): string {
  return withoutCredentialsInTexts(
    error instanceof Error ? error.message : String(error),
  );
}
