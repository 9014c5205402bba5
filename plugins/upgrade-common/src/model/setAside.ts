import { UpgradeState } from './upgrade';

/**
 * The code of the cause why an upgrade was set aside: workers took it up time and again for nothing.
 *
 * @public
 */
export const SET_ASIDE_CODE = 'no-progress';

/**
 * Whether no worker takes the upgrade up until a person has looked. A retry has it taken up again.
 *
 * @public
 */
export function isSetAside({
  status,
  failure,
}: Pick<UpgradeState, 'status' | 'failure'>): boolean {
  return status === 'needs-attention' && failure?.cause.code === SET_ASIDE_CODE;
}
