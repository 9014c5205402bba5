import { entityText } from '@cluster-upgrade/plugin-upgrade-common';
import { withLocalTimes } from './time/localTimes';
import { useLocale } from './time/useLocale';

/** Kinds of which sentences name an entity: `component:default/cart`. */
const ENTITY_REF =
  /\b(?:component|resource|system|group|user):[a-z0-9.-]+\/[\w.-]*\w/gi;

/** A sentence with entities by their names instead of their refs. */
export function withEntityNames(text: string): string {
  return text.replace(ENTITY_REF, ref => entityText(ref));
}

/** Has sentences of the backend name moments in the reader's own time, and entities by name. */
export function useServerText(): (text: string) => string {
  const locale = useLocale();
  return text => withEntityNames(withLocalTimes(text, Date.now(), locale));
}
