import { FieldError, invalidValue } from '../errors/FieldError';

const NAME_LENGTH_MAX = 63;
const namePattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const valuePattern = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
const prefixPattern =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const nameRule =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const valueRule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const prefixRule =
  "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/**
 * What is wrong with `prefix/name`, in the API's words.
 *
 * @internal
 */
export function qualifiedNameProblems(key: string): string[] {
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  const problems: string[] = [];
  if (parts.length > 1) {
    return [
      `a qualified name ${nameRule.replace(
        'name part ',
        '',
      )} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (parts.length === 1 && !prefixPattern.test(parts[0])) {
    problems.push(parts[0] ? prefixRule : 'prefix part must be non-empty');
  }
  if (!name) {
    problems.push('name part must be non-empty');
  } else if (name.length > NAME_LENGTH_MAX) {
    problems.push(`name part must be no more than ${NAME_LENGTH_MAX} bytes`);
  }
  if (!namePattern.test(name)) {
    problems.push(nameRule);
  }
  return problems;
}

/** @internal */
export function validateLabels(
  labels: Record<string, string> | undefined,
  field: string,
): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...qualifiedNameProblems(key).map(problem =>
      invalidValue(field, key, problem),
    ),
    ...(value.length > NAME_LENGTH_MAX
      ? [
          invalidValue(
            field,
            value,
            `must be no more than ${NAME_LENGTH_MAX} bytes`,
          ),
        ]
      : []),
    ...(valuePattern.test(value)
      ? []
      : [invalidValue(field, value, valueRule)]),
  ]);
}
