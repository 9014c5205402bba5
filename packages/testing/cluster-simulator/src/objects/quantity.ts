const FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

// The scheduler asks for the same few spellings over and over.
const PARSED_LIMIT = 1_000;
const parsed = new Map<string, number>();

/**
 * A Kubernetes quantity (`250m`, `1Gi`, `2e3`) in base units; zero when it is absent.
 *
 * @throws when it cannot be read
 * @internal
 */
export function parseQuantity(quantity: string | number | undefined): number {
  if (quantity === undefined || typeof quantity === 'number') {
    return quantity ?? 0;
  }
  const known = parsed.get(quantity);
  if (known !== undefined) {
    return known;
  }
  const match = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([A-Za-z]*)$/.exec(
    quantity.trim(),
  );
  const factor = match ? FACTORS[match[2]] : undefined;
  if (!match || factor === undefined) {
    throw new Error(`"${quantity}" is not a Kubernetes quantity`);
  }
  const amount = Number(match[1]) * factor;
  if (parsed.size < PARSED_LIMIT) {
    parsed.set(quantity, amount);
  }
  return amount;
}
