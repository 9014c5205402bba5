/**
 * How many of several may fail without a person being asked: a count, or a share of them as text, such as
 * `10%`, rounded down. 0: the first that fails is for a person to decide.
 *
 * @public
 */
export type FailedLimit = number | string;

/**
 * The largest count. More nodes than a cluster can have need no limit.
 *
 * @public
 */
export const MAX_FAILED_COUNT = 5_000;

/**
 * What a share looks like: a whole number from 0 to 100 and a percent sign.
 *
 * @public
 */
export const FAILED_SHARE = /^(?:\d{1,2}|100)%$/;

/**
 * Reads a limit as people write it, `2` or `10%`; undefined: it is none.
 *
 * @public
 */
export function parseFailedLimit(text: string): FailedLimit | undefined {
  const trimmed = text.trim();
  if (/^\d{1,4}$/.test(trimmed)) {
    return Number(trimmed) <= MAX_FAILED_COUNT ? Number(trimmed) : undefined;
  }
  const share = trimmed.replace(/\s+%$/, '%');
  return FAILED_SHARE.test(share) ? share : undefined;
}

/**
 * How many of so many a limit lets fail. A share counts whole ones: 10 % of 25 are 2.
 *
 * @param limit - absent: none may fail
 * @public
 */
export function failuresAllowed(
  limit: FailedLimit | undefined,
  total: number,
): number {
  return typeof limit === 'string'
    ? Math.floor((Number.parseInt(limit, 10) * total) / 100)
    : (limit ?? 0);
}
