import { parseQuantity } from '@cluster-upgrade/plugin-upgrade-node';

// The scheduler asks for the same few spellings over and over.
const PARSED_LIMIT = 1_000;
const parsed = new Map<string, number>();

/**
 * A Kubernetes quantity (`250m`, `1Gi`, `2e3`) in base units; zero when it is absent.
 *
 * @throws when it cannot be read
 * @internal
 */
export function quantityOf(quantity: string | number | undefined): number {
  if (quantity === undefined || typeof quantity === 'number') {
    return quantity ?? 0;
  }
  const known = parsed.get(quantity);
  if (known !== undefined) {
    return known;
  }
  const amount = parseQuantity(quantity.trim());
  if (amount === undefined) {
    throw new Error(`"${quantity}" is not a Kubernetes quantity`);
  }
  if (parsed.size < PARSED_LIMIT) {
    parsed.set(quantity, amount);
  }
  return amount;
}
