/** Kubernetes' alphabet for generated names: no vowels, no look-alikes. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * A short hash for object names and labels, encoded like Kubernetes' own (`SafeEncodeString` over
 * FNV-1a).
 *
 * @internal
 */
export function safeHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return [...hash.toString()]
    .map(digit => ALPHABET[digit.charCodeAt(0) % ALPHABET.length])
    .join('');
}
