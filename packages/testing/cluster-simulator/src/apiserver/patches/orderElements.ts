import { isDeepEqual } from '../writes/isDeepEqual';

/**
 * Puts the elements of a merged list in order: those that the patch names follow the patch's order;
 * the others keep theirs, and stand before a named one when they stood before it on the server.
 *
 * @param order - the elements that the patch names, or their keys as objects
 * @param before - the list on the server
 * @internal
 */
export function orderElements(
  elements: unknown[],
  order: unknown[],
  before: unknown[],
  mergeKey: string | undefined,
): unknown[] {
  const keyOf = (element: any) => (mergeKey ? element?.[mergeKey] : element);
  const indexIn = (list: unknown[], element: unknown) =>
    list.findIndex(item => isDeepEqual(keyOf(item), keyOf(element)));

  const named = elements
    .filter(element => indexIn(order, element) >= 0)
    .sort((left, right) => indexIn(order, left) - indexIn(order, right));
  const unnamed = elements.filter(element => indexIn(order, element) < 0);

  const result: unknown[] = [];
  while (named.length > 0 && unnamed.length > 0) {
    const unnamedIndex = indexIn(before, unnamed[0]);
    const namedIndex = indexIn(before, named[0]);
    const isUnnamedFirst =
      unnamedIndex >= 0 && namedIndex >= 0 && unnamedIndex < namedIndex;
    result.push((isUnnamedFirst ? unnamed : named).shift());
  }
  return [...result, ...named, ...unnamed];
}
