import { formatQuantity, parseExactQuantity } from './quantity';

/**
 * A value that can't be read; the message is the API server's.
 *
 * @internal
 */
export class ValueFormatError extends Error {
  override readonly name = 'ValueFormatError';
}

const TIME_LAYOUT = '2006-01-02T15:04:05Z07:00';
const MICRO_TIME_LAYOUT = '2006-01-02T15:04:05.000000Z07:00';
const timePattern =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const microTimePattern =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(.*?)(Z|[+-]\d{2}:\d{2})$/;

/**
 * Scalars that the API writes in one way only, by the last part of their schema's name.
 *
 * @internal
 */
export const scalarFormats: Record<string, (value: unknown) => unknown> = {
  Quantity(value) {
    const quantity =
      typeof value === 'string' || typeof value === 'number'
        ? parseExactQuantity(String(value).trim())
        : undefined;
    if (!quantity) {
      throw new ValueFormatError(
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      );
    }
    return formatQuantity(quantity);
  },

  Time(value) {
    const text = String(value);
    const timeMs = timePattern.test(text) ? Date.parse(text) : NaN;
    if (Number.isNaN(timeMs)) {
      throw unreadableTime(text, TIME_LAYOUT, text, '2006');
    }
    return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
  },

  MicroTime(value) {
    const text = String(value);
    const match = microTimePattern.exec(text);
    if (!match) {
      throw unreadableTime(text, MICRO_TIME_LAYOUT, text, '2006');
    }
    const [, fraction, zone] = match;
    if (!/^\.\d{6}$/.test(fraction)) {
      throw unreadableTime(
        text,
        MICRO_TIME_LAYOUT,
        `${fraction}${zone}`,
        '.000000',
      );
    }
    return text;
  },
};

function unreadableTime(
  text: string,
  layout: string,
  rest: string,
  element: string,
): ValueFormatError {
  const quoted = JSON.stringify;
  return new ValueFormatError(
    `parsing time ${quoted(text)} as ${quoted(layout)}: cannot parse ${quoted(
      rest,
    )} as ${quoted(element)}`,
  );
}
