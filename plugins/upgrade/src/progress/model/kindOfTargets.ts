import { TargetView } from './targetViews';

/**
 * What all targets are, in the singular: `node`; `container` where drive, compute and frontend containers
 * are upgraded. Undefined: they have no word in common.
 */
export function kindOfTargets(
  targets: readonly Pick<TargetView, 'kind'>[],
): string | undefined {
  const kinds = [...new Set(targets.map(({ kind }) => kind))];
  if (kinds.length <= 1) {
    return kinds[0] ?? 'node';
  }
  const nouns = new Set(kinds.map(kind => kind.split(' ').at(-1)));
  return nouns.size === 1 ? [...nouns][0] : undefined;
}
