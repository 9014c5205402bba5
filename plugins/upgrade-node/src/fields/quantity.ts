const SUFFIX_FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * The number that a Kubernetes quantity stands for: `250m` is 0.25, `1Gi` is 1073741824. Undefined when
 * the text is none.
 *
 * @public
 */
export function parseQuantity(text: string | number): number | undefined {
  const match =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+)|([numkMGTPE]i?|Ki)?)$/.exec(
      String(text),
    );
  if (!match) {
    return undefined;
  }
  const [, digits, exponent, suffix = ''] = match;
  const factor =
    exponent === undefined ? SUFFIX_FACTORS[suffix] : 10 ** Number(exponent);
  return factor === undefined ? undefined : Number(digits) * factor;
}
