import {
  appLanguageApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';

/** The language of the portal, for numbers and dates; the browser's where the portal names none. */
export function useLocale(): string | undefined {
  return useApiHolder().get(appLanguageApiRef)?.getLanguage().language;
}
