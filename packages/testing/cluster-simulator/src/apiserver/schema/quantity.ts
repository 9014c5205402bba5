/**
 * A quantity such as `500m` or `1Gi`, exact.
 *
 * @internal
 */
export interface Quantity {
  /** In billionths of the unit. */
  nano: bigint;
  form: 'decimal' | 'binary' | 'exponent';
}

const NANO = 1_000_000_000n;
const pattern =
  /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE])([+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?))$/;

const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const binarySuffixes = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/**
 * Without loss, as the API stores it. Undefined when the text is no quantity.
 *
 * @internal
 */
export function parseExactQuantity(text: string): Quantity | undefined {
  const match = pattern.exec(text);
  if (!match || (!match[2] && !match[3])) {
    return undefined;
  }
  const [, sign, whole, fraction = '', isExponent, exponent, suffix = ''] =
    match;
  const digits = BigInt(`${whole}${fraction}` || '0');
  const binaryPower = binarySuffixes.indexOf(suffix) + 1;
  const tenPower = isExponent
    ? Number(exponent)
    : (decimalSuffixes.indexOf(suffix) - 3) * 3;
  const scaled =
    binaryPower > 0
      ? digits * NANO * 1024n ** BigInt(binaryPower)
      : digits * powerOfTen(tenPower + 9);
  const divisor =
    powerOfTen(fraction.length) *
    (binaryPower > 0 || tenPower + 9 >= 0 ? 1n : powerOfTen(-tenPower - 9));
  // What is smaller than a billionth is rounded up.
  const nano = (scaled + divisor - 1n) / divisor;
  let form: Quantity['form'] = binaryPower > 0 ? 'binary' : 'decimal';
  if (isExponent) {
    form = 'exponent';
  }
  return { nano: sign === '-' ? -nano : nano, form };
}

function powerOfTen(exponent: number): bigint {
  return exponent > 0 ? 10n ** BigInt(exponent) : 1n;
}

/**
 * In the one way in which the API writes it: the largest suffix that leaves no fraction.
 *
 * @internal
 */
export function formatQuantity({ nano, form }: Quantity): string {
  const sign = nano < 0n ? '-' : '';
  const size = nano < 0n ? -nano : nano;
  if (size === 0n) {
    return '0';
  }
  const isBinary =
    form === 'binary' && size % NANO === 0n && size / NANO >= 1024n;
  return (
    sign + (isBinary ? formatBinary(size / NANO) : formatDecimal(size, form))
  );
}

function formatBinary(value: bigint): string {
  let power = 0;
  let rest = value;
  while (rest % 1024n === 0n && power < binarySuffixes.length) {
    rest /= 1024n;
    power += 1;
  }
  return `${rest}${power === 0 ? '' : binarySuffixes[power - 1]}`;
}

function formatDecimal(nano: bigint, form: Quantity['form']): string {
  let index = 0;
  let rest = nano;
  while (rest % 1000n === 0n && index < decimalSuffixes.length - 1) {
    rest /= 1000n;
    index += 1;
  }
  const exponent = (index - 3) * 3;
  if (form === 'exponent') {
    return exponent === 0 ? `${rest}` : `${rest}e${exponent}`;
  }
  return `${rest}${decimalSuffixes[index]}`;
}

/**
 * Below 0 when the left one is smaller; NaN when one is no quantity.
 *
 * @internal
 */
export function compareQuantities(left: string, right: string): number {
  const [one, other] = [parseExactQuantity(left), parseExactQuantity(right)];
  if (!one || !other) {
    return NaN;
  }
  return one.nano < other.nano ? -1 : Number(one.nano > other.nano);
}
