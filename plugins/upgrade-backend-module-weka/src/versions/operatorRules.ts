/**
 * What a kind of container of the storage cluster needs.
 *
 * @public
 */
export interface OperatorRule {
  /** Mode of the containers: `s3`, `nfs`. */
  mode: string;
  /** The oldest version of the Weka operator that manages it; absent: none does. */
  minimumOperator?: string;
  /** The oldest version of Weka with which the operator manages it; absent: any. */
  minimumVersion?: string;
}

/**
 * The documented versions that belong together. `upgrade.weka.operator` replaces them.
 *
 * @public
 */
export const defaultOperatorRules: readonly OperatorRule[] = [
  { mode: 's3', minimumOperator: '1.7', minimumVersion: '4.4' },
  { mode: 'nfs', minimumOperator: '1.10', minimumVersion: '5.1.0' },
  { mode: 'smbw' },
  { mode: 'data-services' },
];

/** Pure: whether a version such as `v1.10.0` or `5.1.0.4-k8s.1` is at least another; only the numbers count. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [have, need] = [numbersOf(version), numbersOf(minimum)];
  const index = need.findIndex((number, at) => (have[at] ?? 0) !== number);
  return index === -1 || (have[index] ?? 0) > need[index];
}

/** True for `v1.10.0` and `1.7`, false for `latest` and digests. */
export function isNumbered(version: string): boolean {
  return numbersOf(version).length > 1;
}

function numbersOf(version: string): number[] {
  const [, numbers = ''] = /^v?(\d+(?:\.\d+)*)(?:-|\+|$)/.exec(version) ?? [];
  return numbers.split('.').filter(Boolean).map(Number);
}
