const collator = new Intl.Collator('en', { numeric: true });

/** Compares names as people do: `rack-2` comes before `rack-10`. */
export function naturalOrder(left: string, right: string): number {
  return collator.compare(left, right);
}
