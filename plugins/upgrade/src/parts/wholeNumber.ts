/** The whole number that a person wrote; absent where it is none, or outside the limits. */
export function parseWholeNumber(
  text: string,
  { min, max }: { min: number; max: number },
): number | undefined {
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
  return value !== undefined && value >= min && value <= max
    ? value
    : undefined;
}
