import {
  TranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { upgradeMessages, upgradeTranslationRef } from '../translation';

type Keys<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

/** Plural forms are two messages, `x_one` and `x_other`, under one key. */
type WithoutPlural<K> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;

/** Names one text of this plugin. */
export type MessageKey = WithoutPlural<Keys<typeof upgradeMessages>>;

/** Translates a key of this plugin. */
export type Text = (
  key: MessageKey,
  params?: Record<string, string | number>,
) => string;

// The library's own type works the parameters out of every message; with some hundred messages the
// compiler runs out of memory over it.
const untypedRef = upgradeTranslationRef as unknown as TranslationRef;

/** The texts of this plugin in the language of the portal. */
export function useText(): Text {
  return useTranslationRef(untypedRef).t as Text;
}
