import { withoutCredentialsInSentence } from '@cluster-upgrade/plugin-upgrade-node';

/**
 * What a driver says, such as a finding or why a step waits, without what looks like a credential in any
 * of its texts: events, states and messages repeat it to everybody who may read.
 */
export function withoutCredentialsInTexts<T>(value: T): T {
  return mapped(value) as T;
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') {
    return withoutCredentialsInSentence(value);
  }
  if (Array.isArray(value)) {
    return value.map(mapped);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([field, child]) => [field, mapped(child)]),
      )
    : value;
}
