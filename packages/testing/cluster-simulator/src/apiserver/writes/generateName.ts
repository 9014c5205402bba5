import type { Random } from '@cluster-upgrade/plugin-upgrade-node';

/** No vowels and no look-alikes: names shouldn't read as words. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
const NAME_LENGTH_MAX = 63;

/** @internal */
export function generateName(prefix: string, random: Random): string {
  const suffix = Array.from(
    { length: SUFFIX_LENGTH },
    () => alphabet[Math.floor(random.next() * alphabet.length)],
  ).join('');
  return prefix.slice(0, NAME_LENGTH_MAX - SUFFIX_LENGTH) + suffix;
}
