import { ReleaseOption } from '../model/release';

/** Refusals that lie in the versions alone: nothing on the cluster could be mended to lift them. */
const OF_VERSIONS: ReadonlySet<string> = new Set([
  'not-newer',
  'not-a-version',
  'major-step-too-large',
  'minor-step-too-large',
  'line-step-not-permitted',
  'source-too-old',
  'no-path',
]);

/**
 * True where one version runs and no newer one leads on from it, for reasons that lie in the versions
 * themselves.
 *
 * @param version - what every part runs; undefined while that is mixed or unknown
 * @public
 */
export function isUpToDate(
  version: string | undefined,
  releases: readonly ReleaseOption[],
): boolean {
  return (
    version !== undefined &&
    releases.every(
      ({ blockedBy }) =>
        blockedBy.length > 0 &&
        blockedBy.every(({ code }) => OF_VERSIONS.has(code)),
    )
  );
}
