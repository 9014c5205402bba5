/**
 * Something said to a person, as data: `code` and `params` for translations and tests, `text` as the
 * English sentence. Code never reads `text`.
 *
 * @public
 */
export interface Message {
  /** Kebab case, stable across releases, for example `budget-allows-none`. */
  code: string;
  params?: Record<string, string | number>;
  text: string;
}
