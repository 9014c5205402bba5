/** What another field of the same form holds; absent while it is empty. */
export function textField(
  formContext: unknown,
  field: string,
): string | undefined {
  const { formData } = formContext as { formData?: Record<string, unknown> };
  const value = formData?.[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
